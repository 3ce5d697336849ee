"""Driving an ASGI application without a server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from benchmarks.answers import split_answers
from benchmarks.driving import Application, drive, exchange, lifespan
from benchmarks.requests import Request


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answer with method, path, query and body; mark scope and state, as frameworks do."""
    message = await receive()
    already = "marked" in scope or "marked" in scope["state"]
    scope["marked"] = scope["state"]["marked"] = True
    told = f"{scope['method']} {scope['path']}?{scope['query_string'].decode()} {already} "
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told.encode() + message["body"]})


def test_each_request_reaches_the_application_with_a_scope_of_its_own() -> None:
    requests = [Request("/a", query="b=1"), Request("/c", "POST", body=b"d")]
    exchanges = [exchange(request, {}) for request in requests]
    _, messages = asyncio.run(drive(echo, exchanges * 2))
    bodies = [answer.body for answer in split_answers(messages)]
    assert bodies == ["GET /a?b=1 False ", "POST /c? False d"] * 2


def test_a_websocket_connects_says_its_texts_and_leaves() -> None:
    heard: list[str] = []

    async def listen(scope: Any, receive: Any, _send: Any) -> None:
        heard.append(scope["type"])
        while heard[-1] != "websocket.disconnect":
            message = await receive()
            heard.append(message.get("text", message["type"]))

    asyncio.run(drive(listen, [exchange(Request("/", texts=("a", "b")), {})]))
    assert heard == ["websocket", "websocket.connect", "a", "b", "websocket.disconnect"]


def test_the_cpu_time_is_that_of_all_requests_together(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000]
    monkeypatch.setattr("benchmarks.driving.process_time_ns", lambda: clock[0])

    async def work(_scope: Any, _receive: Any, send: Any) -> None:
        clock[0] += 7
        await send({"type": "http.response.start", "status": 200})

    cpu_ns, _ = asyncio.run(drive(work, [exchange(Request("/"), {})] * 3))
    assert cpu_ns == 21


def test_after_the_body_a_receive_waits_until_the_response_is_complete() -> None:
    heard: list[str] = []

    async def answer_while_listening(_scope: Any, receive: Any, send: Any) -> None:
        heard.append((await receive())["type"])
        listening = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        done, _ = await asyncio.wait({listening}, timeout=0)
        assert not done
        await send({"type": "http.response.body"})
        heard.append((await listening)["type"])
        heard.append((await receive())["type"])

    asyncio.run(drive(answer_while_listening, [exchange(Request("/"), {})] * 2))
    assert heard == ["http.request", "http.disconnect", "http.disconnect"] * 2


async def state_seen_by(app: Application) -> dict[str, Any]:
    async with lifespan(app) as state:
        return state


def test_an_application_is_started_and_stopped_once() -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for _ in range(2):
            seen.append((await receive())["type"])
            scope["state"]["events"] = len(seen)
            await send({"type": f"{seen[-1]}.complete"})

    assert asyncio.run(state_seen_by(app)) == {"events": 2}
    assert seen == ["lifespan.startup", "lifespan.shutdown"]


def test_an_application_without_lifespan_is_driven_all_the_same() -> None:
    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        raise KeyError(scope["type"])

    assert asyncio.run(state_seen_by(app)) == {}


def test_an_application_that_refuses_to_start_is_an_error() -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "lifespan.startup.failed", "message": "no database"})

    with pytest.raises(RuntimeError, match="no database"):
        asyncio.run(state_seen_by(app))
