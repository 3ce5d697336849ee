"""Writing down the first request of each test, and its answer: `pytest docs_src --write-requests FOLDER`.

What is written is for running the examples in the pages of the site, where a reader begins with it. There
is one file for each test of the last form of an example, in the order of the tests.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any, Dict, List

import pytest

from etude import Etude

from ._forms import Example, Form
from ._special import runs_here

_USUAL = re.compile(
    r"accept: \*/\*|accept-encoding: .*|connection: .*|content-length: .*|host: testserver"
    r"|sec-websocket-(key|version): .*|user-agent: testclient"
)


class Recorder:
    """Stands between a test and the applications of an example."""

    def __init__(self) -> None:
        self._scope: Dict[str, Any] = {}
        self._received: List[Dict[str, Any]] = []
        self._sent: List[Dict[str, Any]] = []

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Listen to the first request until the patch is undone."""
        call = Etude.__call__

        async def listen(app: Etude, scope: Any, receive: Any, send: Any) -> None:
            if self._scope or scope["type"] == "lifespan":
                await call(app, scope, receive, send)
                return

            async def heard() -> Any:
                self._received.append(await receive())
                return self._received[-1]

            async def said(message: Any) -> None:
                self._sent.append(message)
                await send(message)

            self._scope = dict(scope)
            await call(app, scope, heard, said)
            if scope["type"] == "http":  # of what the application did not ask for, all is taken
                while not self._received or self._received[-1].get("more_body"):
                    await heard()

        patch.setattr(Etude, "__call__", listen)

    def write(self, folder: Path, example: Example, name: str, line: int) -> None:
        """Write the request and its answer, if there was one."""
        if self._scope:
            path = folder / example.topic.name / example.stem / f"{line:05}-{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self._record()), encoding="utf-8")

    def _record(self) -> Dict[str, Any]:
        scope = self._scope
        headers = [[part.decode("latin-1") for part in header] for header in scope["headers"]]
        query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
        record = {
            "method": scope.get("method", "WEBSOCKET"),
            "url": (scope.get("raw_path") or scope["path"].encode()).decode() + query,
            "headers": [each for each in headers if not _USUAL.fullmatch(": ".join(each))],
        }
        if scope["type"] == "websocket":
            return {**record, "sent": _texts(self._received), "received": _texts(self._sent)}
        body = b"".join(message.get("body", b"") for message in self._received)
        answer = b"".join(message.get("body", b"") for message in self._sent)
        status = next((each["status"] for each in self._sent if "status" in each), None)
        body_or_none = _encoded(body) if body else None
        return {**record, "body": body_or_none, "status": status, "answer": _encoded(answer)}


def is_last(example: Example, form: Form) -> bool:
    """Tell whether the form is the one that is recorded."""
    return form == [each for each in example.forms if runs_here(example, each)][-1]


def _texts(messages: List[Dict[str, Any]]) -> List[Dict[str, str]]:
    """Return what went through a WebSocket."""
    data = [each for each in messages if "text" in each or "bytes" in each]
    return [
        {"text": each["text"]} if each.get("text") is not None else _encoded(each["bytes"])
        for each in data
    ]


def _encoded(content: bytes) -> Dict[str, str]:
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
