"""A server under attack: sends itself one hostile request and prints what that cost, as JSON.

    python attacks.py NAME

It prints the status, the size of the answer, the most memory that the process had in MiB above what it
had before, the seconds that the request took, and the status of the next request.
"""

import asyncio
import json
import resource
import sys
import time
from typing import Any, Dict, List, Optional, Union

from pydantic import BaseModel
from typing_extensions import Annotated

from etude import Body, Etude, Form, UploadFile

app = Etude()
BLOCK = 65536
FOREVER = 4 * 1024 * 1024 * 1024 // BLOCK


class Item(BaseModel):
    name: str


class Node(BaseModel):
    name: str
    child: Optional["Node"] = None
    note: Any = None


@app.post("/json")
async def take_json(value: Annotated[Any, Body()]):
    return "read"


@app.post("/items")
async def take_items(items: List[Item]):
    return "read"


@app.post("/table")
async def take_table(table: Dict[str, Item]):
    return "read"


@app.post("/node")
async def take_node(node: Node):
    return node


@app.post("/echo")
async def take_and_echo(value: Annotated[Any, Body()]):
    return value


@app.post("/form")
async def take_form(field: Annotated[List[str], Form()]):
    return "read"


@app.post("/files")
async def take_files(file: List[UploadFile]):
    return "read"


class Left(BaseModel):
    of: Optional[Union["Left", "Right"]] = None


class Right(BaseModel):
    of: Optional[Union["Left", "Right"]] = None


@app.post("/union", max_json_depth=8)
async def take_union(value: Left):
    return "read"


@app.post("/slow", body_timeout=0.2)
async def take_slow(value: Annotated[Any, Body()]):
    return "read"


JSON = b"application/json"
URLENCODED = b"application/x-www-form-urlencoded"
MULTIPART = b"multipart/form-data; boundary=b"
FIELD = b'--b\r\nContent-Disposition: form-data; name="field"\r\n\r\n'
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
SIZE = 8 * 1024 * 1024 - BLOCK


def repeated(text, count=SIZE, before=b"", after=b""):
    """Yield a body of repeated text in blocks."""
    block = text * (BLOCK // len(text))
    yield before
    for _ in range(count // len(block)):
        yield block
    yield after


def endless(text):
    return repeated(text, FOREVER * BLOCK)


def numbered(text, count):
    return (text % number for number in range(count))


ATTACKS = {
    "endless chunks": ("/json", JSON, lambda: endless(b" ")),
    "endless tiny chunks": ("/json", JSON, lambda: (b"12" for _ in range(FOREVER * 1000))),
    "endless lists": ("/json", JSON, lambda: endless(b"[],")),
    "deep lists": ("/json", JSON, lambda: repeated(b"[")),
    "deep objects": ("/node", JSON, lambda: repeated(b'{"child":')),
    "many lists": ("/json", JSON, lambda: repeated(b",[]", before=b"[1", after=b"]")),
    "many escapes": ("/node", JSON, lambda: repeated(b'\\"[', before=b'"', after=b'"')),
    "wrong items": ("/items", JSON, lambda: repeated(b",1", before=b"[1", after=b"]")),
    "wrong entries": (
        "/table",
        JSON,
        lambda: [b'{"":1', *numbered(b',"%x":1', 750_000), b"}"],
    ),
    "nested errors": (
        "/node",
        JSON,
        lambda: [b'{"child":' * 200 + b'{"note":"', *repeated(b"-"), b'"}' + b"}" * 200],
    ),
    "nested answers": ("/echo", JSON, lambda: [b'{"child":' * 220 + b"1" + b"}" * 220]),
    "nested unions": ("/union", JSON, lambda: [b'{"of":' * 100 + b"1" + b"}" * 100]),
    "shallow unions": ("/union", JSON, lambda: [b'{"of":' * 8 + b"1" + b"}" * 8]),
    "100,000 fields": ("/form", URLENCODED, lambda: numbered(b"field=%d&", 100_000)),
    "100,000 parts": ("/form", MULTIPART, lambda: (FIELD + b"1\r\n" for _ in range(100_000))),
    "endless field": ("/form", URLENCODED, lambda: endless(b"a")),
    "large fields": ("/form", MULTIPART, lambda: repeated(FIELD + b"-" * 60_000 + b"\r\n", 2**30)),
    "endless part": ("/form", MULTIPART, lambda: [FIELD, *repeated(b"-")]),
    "endless headers": ("/form", MULTIPART, lambda: [b"--b\r\n", *repeated(b"X: 1\r\n")]),
    "endless header": ("/form", MULTIPART, lambda: [b"--b\r\nX: ", *repeated(b"-")]),
    "many files": (
        "/files",
        MULTIPART,
        lambda: [*(FILE + b"-" * 60_000 + b"\r\n" for _ in range(900)), b"--b--"],
    ),
    "endless files": ("/files", MULTIPART, lambda: (FILE + b"1\r\n" for _ in range(100_000))),
    "silence": ("/slow", JSON, lambda: [b"[", None]),
}


async def ask(path, media_type, chunks):
    chunks, sent = iter(chunks), []

    async def receive():
        chunk = next(chunks, b"end")
        if chunk is None:
            await asyncio.Event().wait()
        if chunk == b"end":
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "headers": [(b"content-type", media_type)],
        "query_string": b"",
    }
    await app(scope, receive, send)
    return sent[0]["status"], sum(len(message.get("body", b"")) for message in sent)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def attack(name):
    path, media_type, chunks = ATTACKS[name]
    for one, kind, body in (("/items", JSON, b'[{"name":1}]'), ("/form", URLENCODED, b"field=1")):
        await ask(one, kind, [body])  # so that all is compiled
    before, began = peak(), time.perf_counter()
    status, size = await ask(path, media_type, chunks())
    seconds = time.perf_counter() - began
    after, _ = await ask("/json", JSON, [b"1"])
    return {
        "status": status,
        "size": size,
        "memory": peak() - before,
        "seconds": seconds,
        "next": after,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(attack(sys.argv[1]))))
