"""Writing down the first request of each test, and its answer: `pytest docs_src --write-requests FOLDER`.

What is written is for running the examples in the pages of the site, where a reader begins with it. There
is one file for each test of the last form of an example, in the order of the tests.
"""

from __future__ import annotations

import base64
import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from etude import Etude

from ._forms import Example, Form
from ._special import runs_here

_USUAL = re.compile(
    r"accept: \*/\*|accept-encoding: .*|connection: .*|content-length: .*|host: testserver"
    r"|sec-websocket-(key|version): .*|user-agent: testclient"
)


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Write down the first request that an application gets meanwhile, and its answer."""
    call = Etude.__call__
    scopes: List[Any] = []
    received: List[Dict[str, Any]] = []
    sent: List[Dict[str, Any]] = []

    async def listen(app: Etude, scope: Any, receive: Any, send: Any) -> None:
        if scopes or scope["type"] == "lifespan":
            await call(app, scope, receive, send)
            return

        async def heard() -> Any:
            received.append(await receive())
            return received[-1]

        async def said(message: Any) -> None:
            sent.append(message)
            await send(message)

        scopes.append(dict(scope))
        await call(app, scope, heard, said)
        if scope["type"] == "http":  # of what the application did not ask for, all is taken
            while not received or received[-1].get("more_body"):
                await heard()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Etude, "__call__", listen)
        yield
    for scope in scopes:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_record(scope, received, sent)), encoding="utf-8")


def _record(scope: Any, received: Any, sent: Any) -> Dict[str, Any]:
    headers = [[part.decode("latin-1") for part in header] for header in scope["headers"]]
    query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
    asked, answered = _contents(received), _contents(sent)
    record = {
        "method": scope.get("method", "WEBSOCKET"),
        "url": (scope.get("raw_path") or scope["path"].encode()).decode() + query,
        "headers": [each for each in headers if not _USUAL.fullmatch(": ".join(each))],
    }
    if scope["type"] == "websocket":
        return {**record, "sent": [*map(_encoded, asked)], "received": [*map(_encoded, answered)]}
    status = next((each["status"] for each in sent if "status" in each), None)
    body, answer = _encoded(b"".join(asked)), _encoded(b"".join(answered))
    return {**record, "body": body, "status": status, "answer": answer}


def is_last(example: Example, form: Form) -> bool:
    """Tell whether the form is the one that is recorded."""
    return form == [each for each in example.forms if runs_here(example, each)][-1]


def _contents(messages: List[Dict[str, Any]]) -> List[Any]:
    """Return the bodies, the texts and the bytes in messages."""
    kinds = ("text", "bytes", "body")
    return [each[kind] for each in messages for kind in kinds if each.get(kind) is not None]


def _encoded(content: Any) -> Dict[str, str]:
    try:
        return {"text": content if isinstance(content, str) else content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
