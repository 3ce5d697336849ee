"""Promises about what an editor offers while an option is typed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest

from etude._options import RouteOptions
from etude.params import FieldOptions

FRAMEWORK = Path(__file__).parents[2] / "framework"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pyright") is None, reason="pyright is not installed"
)


class LanguageServer:
    """Speaks the Language Server Protocol with pyright."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.as_uri()
        settings = {"extraPaths": [str(FRAMEWORK)]}
        (folder / "pyrightconfig.json").write_text(json.dumps(settings))
        command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        folders = [{"uri": self.root, "name": "user"}]
        capabilities = {"workspace": {"configuration": True}}
        self.ask("initialize", workspaceFolders=folders, capabilities=capabilities, processId=None)
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout is not None
        size = 0
        for line in iter(self.process.stdout.readline, b"\r\n"):
            assert line, "pyright has ended"
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        return json.loads(self.process.stdout.read(size))

    def ask(self, method: str, **params: Any) -> Any:
        """Return the answer to a question, after answering what the server asks meanwhile."""
        self.send({"id": method, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" not in message and message["id"] == method:
                return message["result"]
            if "method" in message and "id" in message:
                items = message["params"].get("items", ()) if message["params"] else ()
                answer = [{"pythonPath": sys.executable} for _ in items]
                self.send({"id": message["id"], "result": answer})

    def completions(self, program: str) -> set[str]:
        """Return what can follow at the end of the last line of a program."""
        *_, last = lines = program.splitlines()
        document = {"uri": f"{self.root}/{len(last)}.py", "languageId": "python", "version": 1}
        opened = {"textDocument": {**document, "text": program}}
        self.send({"method": "textDocument/didOpen", "params": opened})
        place = {"line": len(lines) - 1, "character": len(last)}
        found = self.ask("textDocument/completion", textDocument=document, position=place)
        return {item["label"] for item in found["items"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    server = LanguageServer(tmp_path_factory.mktemp("user"))
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.mark.parametrize(
    ("call", "options"),
    [("app.get('/', e", RouteOptions), ("Query(3, e", FieldOptions)],
)
def test_an_editor_offers_the_options(server: LanguageServer, call: str, options: Any) -> None:
    program = f"from etude import Etude, Query\napp = Etude()\n{call}"
    offered = server.completions(program)
    names = {f"{name}=" for name in options.__annotations__ if "e" in name}
    assert names <= offered
