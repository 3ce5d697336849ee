"""Promises about functions as middleware: what they see is what Starlette's own class shows them.

Each test runs on both, where Starlette is a recent one.
"""

import contextvars

import anyio
import pytest
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocketDisconnect

from etude import Etude, HTTPException, Request
from etude._dispatching import TAKES_SEND, FunctionMiddleware
from etude.testclient import TestClient

KINDS = [FunctionMiddleware, BaseHTTPMiddleware] if TAKES_SEND else [FunctionMiddleware]
# Before 1.0, what Starlette itself leaves open in a request makes trio warn.
LOOPS = ["asyncio", "trio"] if TAKES_SEND else ["asyncio"]
START = {"type": "http.response.start", "status": 200, "headers": [(b"x-inside", b"1")]}
GONE = {"type": "http.disconnect"}


def body(content, more=False):
    return {"type": "http.response.body", "body": content, "more_body": more}


async def pass_on(request, call_next):
    return await call_next(request)


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(params=LOOPS)
def ask(kind, request):
    """Serve one request by a function around an application; return what is sent, and noted."""

    def run(app, dispatch=pass_on, received=(), notes=None):
        sent, pending = [], list(received) or [{"type": "http.request", "body": b"content"}]

        async def receive():
            if not pending:
                await anyio.sleep_forever()
            return pending.pop(0)

        async def send(message):
            sent.append(message)
            if notes is not None:
                notes.append(message.get("body", message["type"]))

        async def main():
            scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
            with anyio.fail_after(10):
                await kind(app, dispatch=dispatch)(scope, receive, send)

        anyio.run(main, backend=request.param)
        return sent

    return run


def test_a_function_changes_headers_and_hands_on_the_body_piece_by_piece(ask):
    notes = []

    async def app(scope, receive, send):
        await send(START)
        for content in (b"one", b"", b"two"):
            await send(body(content, more=True))
            notes.append(f"sent {content.decode()}")
        await send(body(b"three"))
        notes.append("behind the answer")

    async def mark(request, call_next):
        response = await call_next(request)
        response.headers["x-outside"] = "2"
        return response

    sent = ask(app, mark, notes=notes)
    headers = [(b"x-inside", b"1"), (b"x-outside", b"2")]
    assert sent[0] == {**START, "headers": headers}
    assert [message["body"] for message in sent[1:]] == [b"one", b"two", b"three", b""]
    assert notes.index(b"one") < notes.index("sent two")
    assert notes[-2:] == [b"", "behind the answer"]


def test_a_function_reads_the_body_that_is_sent(ask):
    async def app(scope, receive, send):
        await send(START)
        await send(body(b"from inside"))

    async def replace(request, call_next):
        response = await call_next(request)
        pieces = [piece async for piece in response.body_iterator]
        return PlainTextResponse(b"".join(pieces).upper(), response.status_code)

    assert ask(app, replace)[1]["body"] == b"FROM INSIDE"


def test_an_answer_may_end_without_a_last_piece(ask):
    async def app(scope, receive, send):
        await send(START)
        await send(body(b"piece", more=True))

    assert [message.get("body") for message in ask(app)] == [None, b"piece", b""]


def test_a_function_sees_what_is_raised_before_an_answer(ask):
    async def app(scope, receive, send):
        raise ValueError("inside")

    async def answer(request, call_next):
        try:
            return await call_next(request)
        except ValueError as error:
            return PlainTextResponse(f"caught {error}")

    assert ask(app, answer)[1]["body"] == b"caught inside"
    with pytest.raises(ValueError, match=r"^inside$"):
        ask(app)


def test_what_is_raised_within_an_answer_is_raised_behind_it(ask):
    sent = []

    async def app(scope, receive, send):
        await send(START)
        await send(body(b"piece", more=True))
        raise ValueError("inside")

    with pytest.raises(ValueError, match=r"^inside$"):
        ask(app, notes=sent)
    assert sent == ["http.response.start", b"piece", b""]


def test_what_is_raised_behind_an_answer_comes_out(ask):
    async def app(scope, receive, send):
        await send(START)
        await send(body(b"all"))
        raise ValueError("behind")

    with pytest.raises(ValueError, match=r"^behind$"):
        ask(app)


class Stop(BaseException):
    """Ends a program."""


@pytest.mark.parametrize("raised", [ValueError, Stop])
def test_what_a_function_raises_comes_out_alone(ask, raised):
    async def app(scope, receive, send):
        await send(START)
        await send(body(b"never read", more=True))

    async def fail(request, call_next):
        await call_next(request)
        raise raised("outside")

    with pytest.raises(raised, match=r"^outside$"):
        ask(app, fail)


def test_no_answer_is_an_error(ask):
    async def app(scope, receive, send):
        """Answer nothing."""

    with pytest.raises(RuntimeError, match="No response returned"):
        ask(app)


def test_a_function_may_answer_by_itself(ask):
    async def app(scope, receive, send):
        raise AssertionError("not called")

    async def refuse(request, call_next):
        return PlainTextResponse("refused", 403)

    assert [message.get("status", message.get("body")) for message in ask(app, refuse)] == [
        403,
        b"refused",
    ]


def test_what_is_inside_goes_on_where_its_answer_is_not_wanted(ask):
    notes = []

    async def app(scope, receive, send):
        await send(START)
        notes.append("started")
        await send(body(b"not wanted", more=True))
        notes.append("released")
        await send(body(b"not wanted"))
        notes.append("ended")

    async def replace(request, call_next):
        await call_next(request)
        await anyio.wait_all_tasks_blocked()
        notes.append("replaced")
        return PlainTextResponse("other")

    assert ask(app, replace)[1]["body"] == b"other"
    assert notes == ["started", "replaced", "released", "ended"]


def test_what_is_inside_is_cancelled_with_the_request(ask):
    notes = []

    async def app(scope, receive, send):
        await send(START)
        try:
            await anyio.sleep_forever()
        finally:
            notes.append("cancelled")

    async def leave(request, call_next):
        with anyio.CancelScope() as scope:
            scope.cancel()
            await anyio.lowlevel.checkpoint()
        raise LookupError

    async def begin_and_leave(request, call_next):
        await call_next(request)
        return await leave(request, call_next)

    with pytest.raises(LookupError):
        ask(app, begin_and_leave)
    assert notes == ["cancelled"]


def test_an_answer_that_comes_too_late_is_left(ask):
    notes = []

    async def app(scope, receive, send):
        await anyio.wait_all_tasks_blocked()
        await send(START)
        await send(body(b"late"))
        notes.append("ended")

    async def hurry(request, call_next):
        with anyio.move_on_after(0):
            return await call_next(request)
        return PlainTextResponse("in time")

    assert ask(app, hurry)[1]["body"] == b"in time"
    assert notes == ["ended"]


def test_a_piece_whose_sender_gave_up_is_not_handed_on(ask):
    async def app(scope, receive, send):
        await send(START)
        with anyio.move_on_after(0):
            await send(body(b"given up", more=True))
        await send(body(b"sent"))

    async def wait(request, call_next):
        response = await call_next(request)
        await anyio.wait_all_tasks_blocked()
        return response

    assert [message["body"] for message in ask(app, wait)[1:]] == [b"sent", b""]


def test_function_and_operation_both_read_the_request(ask):
    async def app(scope, receive, send):
        await send(START)
        await send(body((await receive())["body"]))

    async def read(request, call_next):
        assert await request.body() == b"content"
        return await call_next(request)

    assert ask(app, read)[1]["body"] == b"content"
    assert ask(app)[1]["body"] == b"content"


def test_what_a_function_has_read_as_a_stream_is_gone(ask):
    async def app(scope, receive, send):
        await send(START)
        await send(body(b"<%s>" % (await receive())["body"]))

    async def read(request, call_next):
        assert [piece async for piece in request.stream()] == [b"content", b""]
        return await call_next(request)

    assert ask(app, read)[1]["body"] == b"<>"


def test_a_client_that_has_gone_is_reported_inside(ask):
    async def app(scope, receive, send):
        messages = [await receive(), await receive()]
        await send(START)
        await send(body(b" ".join(message["type"].encode() for message in messages)))

    received = [{"type": "http.request", "body": b"content"}, GONE]
    assert ask(app, received=received)[1]["body"] == b"http.request http.disconnect"


@pytest.mark.parametrize("waits", [True, False])
def test_the_client_counts_as_gone_behind_the_answer(ask, waits):
    notes = []

    async def app(scope, receive, send):
        await receive()
        await send(START)
        if waits:  # while the answer is sent
            notes.append(await receive())
            return
        await send(body(b"all"))
        notes.append(await receive())

    async def replace(request, call_next):
        await call_next(request)
        return PlainTextResponse("other")

    ask(app, replace)
    assert notes == [GONE]


def test_context_variables_go_in_and_not_out(ask):
    variable, seen = contextvars.ContextVar("variable", default="nothing"), []

    async def app(scope, receive, send):
        seen.append(variable.get())
        variable.set("inside")
        await send(START)
        await send(body(b"all"))

    async def change(request, call_next):
        variable.set("outside")
        response = await call_next(request)
        seen.append(variable.get())
        return response

    ask(app, change)
    assert seen == ["outside", "outside"]


def test_hints_go_out_before_the_answer_and_templates_are_shown_to_tests(ask):
    async def app(scope, receive, send):
        await send({"type": "http.response.debug", "info": {"template": "page"}})
        await send({"type": "http.response.early_hint", "links": []})
        await send(START)
        await send(body(b"all"))

    kinds = [message["type"].rpartition(".")[2] for message in ask(app)]
    assert kinds == ["early_hint", "debug", "start", "body", "body"]


def test_a_file_is_sent_by_its_path(ask):
    async def app(scope, receive, send):
        await send(START)
        await send({"type": "http.response.pathsend", "path": "/file"})

    # Releases before 1.0 of Starlette know no such answer, and hand it on as a piece.
    assert ask(app)[1].get("path", "/file") == "/file"


@pytest.mark.parametrize("messages", [[{"type": "wrong"}], [START, {"type": "wrong"}]])
def test_other_messages_are_refused(ask, messages):
    async def app(scope, receive, send):
        for message in messages:
            await send(message)

    with pytest.raises(AssertionError):
        ask(app)


def test_websockets_go_by(kind):
    app = Etude()

    @app.websocket("/")
    async def close(websocket):
        await websocket.close(4000)

    client = TestClient(kind(app, dispatch=pass_on))
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/") as session:
        session.receive_text()


def test_a_function_may_ask_twice():
    app, tries = Etude(), []

    @app.middleware("http")
    async def try_again(request: Request, call_next):
        response = await call_next(request)
        return response if response.status_code == 200 else await call_next(request)

    @app.get("/")
    async def read():
        tries.append(1)
        if len(tries) < 2:
            raise HTTPException(503)
        return len(tries)

    assert TestClient(app).get("/").json() == 2
