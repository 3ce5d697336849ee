"""Where no thread can start, everything that would run in one runs at once."""

from __future__ import annotations

import asyncio
import json
import runpy
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest

import etude
from devlib.node import NODE, PACKAGES_OF_PYODIDE, PYODIDE, RUN_IN_PYODIDE
from etude import concurrency, testclient
from etude.exceptions import EtudeError

HERE = Path(__file__).parent
FRAMEWORK = Path(etude.__file__).parents[1]

WITHOUT_THREADS = """\
import asyncio, json, sys, threading

def refuse(thread):
    raise RuntimeError("can't start new thread")

import starlette.testclient, sysconfig  # what looks for files of the platform

sysconfig.get_config_vars()
sys.platform = "emscripten"
threading.Thread.start = refuse
from program import run

print(json.dumps(asyncio.run(run())))
"""


def check(found: Any) -> None:
    assert found.pop("test client").endswith("ASGITransport(app=app), base_url='http://test').")
    assert "int_parsing" in found.pop("/endpoint?limit=x")
    assert json.loads(found.pop("/endpoint?limit=3")) == {
        "connection": "a connection",
        "limit": 3,
        "threads": 1,
    }
    connections = ["opened", "closed"]
    tasks = ["task of the response", "task of the argument"]
    assert found.pop("log") == [*connections, *connections, *tasks, *connections]
    assert found == {
        "platform": "emscripten",
        "/tasks": "{}",
        "/lines": "0\n1\n2\n",
        "/events": 'data: "now"\n\n',
        "/chunks": "ab",
        "/static/file.txt": "from a file",
        "/error": '{"handled":"lost"}',
        "/by-hand": '"by hand"',
        "/upload": {"small": 4, "large": 2 * 1024 * 1024},
        "/upload-async": 2 * 1024 * 1024,
        "paths": 9,
        "socket": ["websocket.accept", "websocket.send", "websocket.close"],
        "variable": "by hand",
    }


def output_of(*command: str) -> Any:
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_everything_runs_in_the_only_thread_that_there_is():
    paths = f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(FRAMEWORK)!r}]\n"
    check(output_of(sys.executable, "-B", "-c", paths + WITHOUT_THREADS))


@pytest.mark.pyodide
def test_it_runs_in_pyodide():
    assert NODE.exists(), "Pyodide is not there: run ./scripts/test pyodide"
    folders = {"packages": PACKAGES_OF_PYODIDE, "framework": FRAMEWORK, "program": HERE}
    mounted = [f"{name}={folder}" for name, folder in folders.items()]
    check(output_of("node", str(RUN_IN_PYODIDE), str(PYODIDE), "program", *mounted))


@pytest.fixture
def threadless(monkeypatch):
    """The module of a name, as it is where threads do not exist."""
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(anyio.to_thread, "run_sync", anyio.to_thread.run_sync)
    return lambda module: runpy.run_path(module.__file__, run_name=module.__name__)


def test_what_is_called_inline_lets_others_run_first_and_cannot_change_their_context(threadless):
    threadless(concurrency)
    order: list[Any] = []

    async def call() -> None:
        asyncio.get_running_loop().call_soon(order.append, "another")
        found = await anyio.to_thread.run_sync(threading.get_ident, limiter=None)
        order.append(found == threading.get_ident())

    asyncio.run(call())
    assert order == ["another", True]


def test_the_client_for_tests_says_what_to_use_instead(threadless):
    client = threadless(testclient)["TestClient"]
    with pytest.raises(EtudeError, match=r"httpx\.AsyncClient\(transport=httpx\.ASGITransport"):
        client(etude.Etude())
