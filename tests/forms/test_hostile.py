"""Promises about forms and queries that are made to do harm: memory is bounded, the next is served."""

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource", reason="peaks of memory are read as POSIX has them")

PROGRAM = """
import asyncio, resource, sys
from typing import Any, Dict, List
from pydantic import BaseModel
from typing_extensions import Annotated
from etude import Etude, Form, Query

class Node(BaseModel):
    name: str = ""
    children: List["Node"] = []
    anything: Dict[str, Any] = {}

app = Etude(forbid_extra_query=True)

@app.post("/")
def create(node: Annotated[Node, Form(embed=True)]):
    return "created"

@app.get("/")
def read(node: Annotated[Node, Query(style="deepObject")] = Node()):
    return "read"

async def send(method, query, body):
    sent = []
    async def receive():
        return {"type": "http.request", "body": body}
    async def note(message):
        sent.append(message)
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": method, "path": "/", "query_string": query,
             "headers": headers, "root_path": "", "scheme": "http", "server": ("a", 80)}
    await app(scope, receive, note)
    return sent[0]["status"]

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1048576)

async def main():
    await send("POST", b"", b"node.name=a")
    await send("GET", b"node[name]=a", b"")
    before = peak()
    for text in HOSTILE:
        assert await send("POST", b"", text.encode()) < 500
        assert await send("GET", text.encode(), b"") < 500
    assert await send("POST", b"", b"node.name=a") == 200
    assert await send("GET", b"node[name]=a", b"") == 200
    print(peak() - before)

HOSTILE = [
    "&".join(f"node[anything][{n}]=1" for n in range(100_000)),
    "&".join(f"unknown{n}=1" for n in range(100_000)),
    "&".join(f"node[children][{n * 1000003}][name]=a" for n in range(1000)),
    "&".join(f"node[anything]{'[%d]' % n * 31}=1" for n in range(1000)),
    "&".join(f"node{'[children][%d]' % n * 15}[name]=1" for n in range(1000)),
    "node[children][999999999][name]=a&node[children]=1&node=1&node[name][a]=1",
    "node" + "[a]" * 100_000 + "=1",
    "node" + "[" * 100_000 + "]" * 100_000 + "=1",
    "node" + ".a" * 100_000 + "=1",
    "node[__class__][__init__][__globals__]=1&node[__proto__]=1&node.__dict__=1",
    "node=" + "[" * 500_000,
    "node=" + '{"children":[' * 50_000,
    "node=" + "9" * 500_000,
    "node[children][" + "9" * 500_000 + "]=1",
]
asyncio.run(main())
"""


def test_hostile_names_take_little_memory():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 192  # MiB; the largest of the texts has 2 MiB itself
