"""When a stream begins, what keeps it alive, and what happens around it when it ends."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import anyio
import pytest
from anyio.lowlevel import checkpoint

from etude import APIRouter, BackgroundTasks, Depends, Etude, HTTPException, Request, Response
from etude._execution import streaming
from etude._streams import JSONLines
from etude.responses import EventSourceResponse, StreamingResponse
from etude.routing import APIRoute
from etude.sse import KEEPALIVE_COMMENT, EventFormat
from etude.testclient import TestClient


class EagerFormat(EventFormat):
    """Does not wait for anything."""

    patience = 0
    keep_alive_after = 0.001


class Eager(EventSourceResponse):
    stream_format = EagerFormat()


class EagerLinesFormat(JSONLines):
    patience = 0


class EagerLines(StreamingResponse):
    stream_format = EagerLinesFormat()


# Beginning


@pytest.mark.parametrize("response_class", [Eager, EagerLines])
def test_the_status_goes_out_while_the_first_item_is_still_awaited(
    app, run, connect, response_class
):
    begun = None

    @app.get("/", response_class=response_class)
    async def endpoint():
        await begun.wait()
        yield 1

    async def main() -> None:
        nonlocal begun
        begun = anyio.Event()
        connection = connect(app)
        connection.when_sent = lambda message: begun.set()
        await connection.run()
        assert connection.status == 200
        assert b"1" in connection.chunks[-1]

    run(main)


def test_an_exception_after_the_status_went_out_goes_to_the_server_and_cuts_the_body(
    app, run, connect
):
    @app.get("/")
    async def endpoint():
        yield 1
        raise ValueError("late")

    async def main() -> None:
        connection = connect(app)
        with pytest.raises(ValueError, match="late"):
            await connection.run()
        assert (connection.status, connection.chunks) == (200, [b"1\n"])
        assert not connection.is_whole

    run(main)


def test_an_http_exception_after_the_first_item_is_an_error_of_the_program(app, run, connect):
    @app.get("/")
    def endpoint():
        yield 1
        raise HTTPException(404)

    async def main() -> None:
        connection = connect(app)
        with pytest.raises(RuntimeError, match="response already started"):
            await connection.run()
        assert (connection.status, connection.chunks) == (200, [b"1\n"])

    run(main)


def test_an_interruption_of_the_program_passes_through_as_it_is(app, run, connect):
    class Interruption(BaseException):
        pass

    @app.get("/")
    async def endpoint():
        yield 1
        raise Interruption

    async def main() -> None:
        with pytest.raises(Interruption):
            await connect(app).run()

    run(main)


# Signs of life


def test_while_no_event_comes_a_comment_keeps_the_connection_alive(app, run, connect):
    pings = None

    @app.get("/", response_class=Eager)
    async def endpoint():
        yield 1
        await pings.acquire()
        await pings.acquire()
        yield 2

    async def main() -> None:
        nonlocal pings
        pings = anyio.Semaphore(0)
        connection = connect(app)

        def count(message: Any) -> None:
            if message.get("body") == KEEPALIVE_COMMENT:
                pings.release()

        connection.when_sent = count
        await connection.run()
        assert connection.chunks[0] == b"data: 1\n\n"
        assert connection.chunks[1:3] == [KEEPALIVE_COMMENT, KEEPALIVE_COMMENT]
        assert connection.chunks[-1] == b"data: 2\n\n"

    run(main)


def test_an_event_waits_until_the_comment_before_it_is_sent(app, run, connect):
    asked = None

    @app.get("/", response_class=Eager)
    async def endpoint():
        await asked.wait()
        yield 1

    async def main() -> None:
        nonlocal asked
        asked = anyio.Event()
        connection = connect(app)
        events = []

        async def send_slowly(message: Any) -> None:
            if message.get("body") == KEEPALIVE_COMMENT:
                asked.set()
                for _ in range(10):
                    await checkpoint()
                events.append("comment sent")
            elif message.get("body"):
                events.append("event begun")

        connection.when_sent = send_slowly
        await connection.run()
        assert events[:1] == ["comment sent"]
        assert events[-1] == "event begun"

    run(main)


def test_no_comment_comes_between_while_an_event_is_being_sent(app, run, connect):
    @app.get("/", response_class=Eager)
    async def endpoint():
        yield 1

    async def main() -> None:
        connection = connect(app)

        async def send_slowly(message: Any) -> None:
            if message.get("body"):
                await anyio.sleep(Eager.stream_format.keep_alive_after * 3)

        connection.when_sent = send_slowly
        await connection.run()
        assert connection.chunks == [b"data: 1\n\n"]

    run(main)


def test_events_say_that_they_are_alive_every_15_seconds():
    stream_format = EventSourceResponse.stream_format
    assert (stream_format.keep_alive, stream_format.keep_alive_after) == (KEEPALIVE_COMMENT, 15.0)


# Disconnection


def test_an_endpoint_that_waits_is_cancelled_at_once_when_the_client_goes(app, run, connect):
    ends, connections = [], []

    @app.get("/")
    async def endpoint():
        try:
            yield 1
            connections[0].leave()
            await anyio.sleep_forever()
        except anyio.get_cancelled_exc_class():
            ends.append("cancelled")
            raise
        finally:
            ends.append("finally")

    async def main() -> None:
        connection = connect(app)
        connections.append(connection)
        await connection.run()
        assert ends == ["cancelled", "finally"]
        assert not connection.is_whole

    run(main)


def test_an_endpoint_that_never_waits_is_closed_when_the_client_goes(app, run, connect):
    ends = []

    @app.get("/")
    async def endpoint():
        try:
            while True:
                yield 1
        finally:
            await checkpoint()
            ends.append("finally")

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()
        assert ends == ["finally"]

    run(main)


def test_a_def_endpoint_is_closed_in_a_thread_when_the_client_goes(app, run, connect):
    ends = []

    @app.get("/")
    def endpoint():
        try:
            while True:
                yield 1
        finally:
            ends.append(threading.current_thread())

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()
        assert ends != [threading.current_thread()]
        assert len(ends) == 1

    run(main)


@pytest.mark.parametrize("is_async", [False, True])
def test_a_generator_of_a_returned_response_is_closed_when_the_client_goes(
    app, run, connect, is_async
):
    ends = []

    def chunks():
        try:
            while True:
                yield b"1"
        finally:
            ends.append(threading.current_thread())

    def endpoint():
        return StreamingResponse(chunks())

    async def async_endpoint():
        return StreamingResponse(chunks())

    app.get("/")(async_endpoint if is_async else endpoint)

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()
        assert ends != [threading.current_thread()]
        assert len(ends) == 1

    run(main)


def test_a_server_that_refuses_to_send_says_that_the_client_has_gone(app, run, connect):
    events = []

    @app.get("/")
    async def endpoint(tasks: BackgroundTasks):
        tasks.add_task(events.append, "task")
        try:
            while True:
                yield 1
        finally:
            events.append("finally")

    async def main() -> None:
        connection = connect(app)

        def refuse(message: Any) -> None:
            connection.refuses = True

        connection.when_sent = refuse
        await connection.run()
        assert (events, connection.status) == (["finally", "task"], 200)

    run(main)


def test_an_error_in_the_cleanup_of_an_endpoint_goes_to_the_server(app, run, connect):
    @app.get("/")
    async def endpoint():
        try:
            while True:
                yield 1
        finally:
            raise ValueError("cleanup")

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        with pytest.raises(ValueError, match="cleanup"):
            await connection.run()

    run(main)


def test_an_error_in_sending_goes_to_the_server_as_it_is(app, run, connect):
    @app.get("/", response_class=Eager)
    async def endpoint():
        await anyio.sleep_forever()
        yield

    async def main() -> None:
        connection = connect(app)

        def fail(message: Any) -> None:
            raise ValueError("cannot send")

        connection.when_sent = fail
        with pytest.raises(ValueError, match="cannot send"):
            await connection.run()

    run(main)


def test_a_stream_that_never_waits_asks_the_server_for_nothing(app, run, connect, monkeypatch):
    # On a busy machine two items may take so long that other requests get their turn between.
    monkeypatch.setattr(streaming, "_BREATH", 60.0)

    @app.get("/")
    async def endpoint():
        yield 1
        yield 2

    async def refuse() -> Any:
        raise AssertionError("there is nothing to receive")

    async def main() -> None:
        connection = connect(app)
        connection._receive = refuse
        await connection.run()
        assert connection.chunks == [b"1\n", b"2\n"]
        assert connection.is_whole

    run(main)


# Reading the request meanwhile


def test_an_endpoint_may_read_the_body_of_the_request_while_it_yields(app, run, connect):
    @app.post("/")
    async def endpoint(request: Request):
        async for chunk in request.stream():
            yield chunk.decode()

    async def main() -> None:
        connection = connect(app, body=[b"a", b"b", b"c"])
        await connection.run()
        assert connection.chunks == [b'"a"\n', b'"b"\n', b'"c"\n', b'""\n']

    run(main)


def test_an_endpoint_may_wait_for_more_of_the_body_while_it_yields(app, run, connect):
    @app.post("/")
    async def endpoint(request: Request):
        async for chunk in request.stream():
            yield chunk.decode()

    async def main() -> None:
        connection = connect(app, body=[])
        connection.upload(b"a", more=True)

        def answer(message: Any) -> None:
            if message.get("body") == b'"a"\n':
                connection.upload(b"b", more=False)

        connection.when_sent = answer
        await connection.run()
        assert connection.chunks == [b'"a"\n', b'"b"\n', b'""\n']

    run(main)


def test_a_dependency_may_have_read_the_body_before(app):
    async def body(request: Request) -> str:
        return (await request.body()).decode()

    @app.post("/")
    async def endpoint(request: Request, text: str = Depends(body)):
        yield text
        yield (await request.body()).decode()

    assert TestClient(app).post("/", content="body").text == '"body"\n"body"\n'


def test_an_endpoint_may_ask_whether_the_client_is_still_there(app, run, connect):
    answers = []

    @app.get("/")
    async def endpoint(request: Request):
        answers.append(await request.is_disconnected())
        try:
            yield 1
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                answers.append((await request.receive())["type"])
                answers.append(await request.is_disconnected())

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()
        assert answers[0] is False
        assert answers[-1] is True

    run(main)


# Around the stream


def _recording(events: list[str], name: str) -> Any:
    async def dependency():
        events.append(f"{name} in")
        try:
            yield
        except BaseException as error:
            events.append(f"{name} saw {type(error).__name__}")
            raise
        finally:
            events.append(f"{name} out")

    return dependency


def _app_with_dependencies(events: list[str], endpoint: Any, **options: Any) -> Etude:
    app = Etude()
    dependencies = [
        Depends(_recording(events, "request")),
        Depends(_recording(events, "function"), scope="function"),
    ]
    app.get("/", dependencies=dependencies, **options)(endpoint)
    return app


def _record_sending(connection: Any, events: list[str]) -> None:
    def record(message: Any) -> None:
        events.append("start" if "status" in message else f"send {message['body']!r}")

    connection.when_sent = record


def test_dependencies_of_both_scopes_stay_open_until_the_last_item(run, connect):
    events: list[str] = []

    async def endpoint(tasks: BackgroundTasks):
        tasks.add_task(events.append, "task")
        yield 1
        events.append("endpoint done")

    async def main() -> None:
        connection = connect(_app_with_dependencies(events, endpoint))
        _record_sending(connection, events)
        await connection.run()

    run(main)
    assert events == [
        "request in",
        "function in",
        "start",
        r"send b'1\n'",
        "endpoint done",
        "function out",
        "send b''",
        "task",
        "request out",
    ]


def test_an_exception_before_the_first_item_is_seen_by_dependencies_and_then_answered(run, connect):
    events: list[str] = []

    async def endpoint():
        raise HTTPException(404)
        yield

    async def main() -> None:
        connection = connect(_app_with_dependencies(events, endpoint))
        await connection.run()
        assert connection.status == 404

    run(main)
    assert events == [
        "request in",
        "function in",
        "function saw HTTPException",
        "function out",
        "request saw HTTPException",
        "request out",
    ]


def test_an_exception_in_the_middle_is_seen_by_dependencies(run, connect):
    events: list[str] = []

    async def endpoint():
        yield 1
        raise ValueError("middle")

    async def main() -> None:
        with pytest.raises(ValueError, match="middle"):
            await connect(_app_with_dependencies(events, endpoint)).run()

    run(main)
    assert events[2:] == [
        "function saw ValueError",
        "function out",
        "request saw ValueError",
        "request out",
    ]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_a_dependency_that_keeps_an_exception_is_told_to_raise_it(app, scope):
    def keep():
        with suppress(ValueError):
            yield

    @app.get("/", dependencies=[Depends(keep, scope=scope)])
    async def endpoint():
        raise ValueError
        yield

    with pytest.raises(RuntimeError, match="did not raise it again"):
        TestClient(app).get("/")


def test_when_the_client_goes_the_endpoint_ends_before_its_dependencies(run, connect):
    events: list[str] = []

    async def endpoint(tasks: BackgroundTasks):
        tasks.add_task(events.append, "task")
        try:
            yield 1
            await anyio.sleep_forever()
        finally:
            events.append("endpoint out")

    async def main() -> None:
        connection = connect(_app_with_dependencies(events, endpoint))
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()

    run(main)
    assert events[2:] == ["endpoint out", "function out", "task", "request out"]


def test_a_wrong_argument_closes_what_was_opened_before(run, connect):
    events: list[str] = []

    async def endpoint(number: int):
        yield number

    async def main() -> None:
        connection = connect(_app_with_dependencies(events, endpoint))
        await connection.run()
        assert connection.status == 422

    run(main)
    assert events[-4:] == [
        "function saw RequestValidationError",
        "function out",
        "request saw RequestValidationError",
        "request out",
    ]


def test_an_endpoint_may_keep_a_cancel_scope_open_over_its_items(app, run, connect):
    @app.get("/")
    async def endpoint():
        with anyio.CancelScope():
            async with anyio.create_task_group():
                yield 1
                yield 2

    async def main() -> None:
        connection = connect(app)
        await connection.run()
        assert connection.chunks == [b"1\n", b"2\n"]
        assert connection.is_whole

    run(main)


# Routes of one's own


class Timed(APIRoute):
    def get_route_handler(self) -> Any:
        handle = super().get_route_handler()

        async def timed(request: Request) -> Response:
            response = await handle(request)
            response.headers["X-Time"] = "1"
            return response

        return timed


class Doubled(APIRoute):
    def get_route_handler(self) -> Any:
        handle = super().get_route_handler()

        async def doubled(request: Request) -> Any:
            response: Any = await handle(request)
            assert isinstance(response, StreamingResponse)
            chunks = response.body_iterator

            async def twice():
                async for chunk in chunks:
                    yield chunk.decode()
                    yield chunk

            response.body_iterator = twice()
            return response

        return doubled


class Replacing(APIRoute):
    def get_route_handler(self) -> Any:
        handle = super().get_route_handler()

        async def replacing(request: Request) -> Any:
            await handle(request)
            return Response("another")

        return replacing


def _app_of_route(route_class: type[APIRoute], events: list[str]) -> Etude:
    app = Etude()
    router = APIRouter(route_class=route_class)

    @router.post("/", dependencies=[Depends(_recording(events, "function"), scope="function")])
    async def endpoint(request: Request):
        yield (await request.body()).decode()
        events.append("endpoint done")

    app.include_router(router)
    return app


def test_a_route_of_ones_own_may_add_headers_to_a_stream():
    events: list[str] = []
    response = TestClient(_app_of_route(Timed, events)).post("/", content="body")
    assert (response.text, response.headers["x-time"]) == ('"body"\n', "1")
    assert events == ["function in", "endpoint done", "function out"]


def test_a_route_of_ones_own_may_wrap_the_items_of_a_stream():
    response = TestClient(_app_of_route(Doubled, [])).post("/", content="body")
    assert response.text == '"body"\n"body"\n'


def test_a_route_of_ones_own_may_answer_with_something_else():
    events: list[str] = []
    response = TestClient(_app_of_route(Replacing, events)).post("/", content="body")
    assert response.text == "another"
    assert events == ["function in", "function out"]


@pytest.mark.parametrize("end", [StopAsyncIteration, LookupError])
def test_an_iterator_without_aclose_may_take_the_place_of_the_items(run, connect, end):
    class Letters:
        def __init__(self) -> None:
            self.letters = list("cba")

        def __aiter__(self) -> Letters:
            return self

        async def __anext__(self) -> str:
            if not self.letters:
                raise end
            return self.letters.pop()

    class Spelling(APIRoute):
        def get_route_handler(self) -> Any:
            handle = super().get_route_handler()

            async def spelling(request: Request) -> Any:
                response: Any = await handle(request)
                response.body_iterator = Letters()
                return response

            return spelling

    async def main() -> None:
        connection = connect(_app_of_route(Spelling, []), body=[b"body"])
        with suppress(LookupError):
            await connection.run()
        assert connection.chunks == [b"a", b"b", b"c"]

    run(main)


# Returned streaming responses


def test_function_scoped_dependencies_end_before_a_returned_stream_begins(run, connect):
    events: list[str] = []

    async def endpoint():
        async def items():
            events.append("stream")
            yield "1"

        return StreamingResponse(items())

    async def main() -> None:
        connection = connect(_app_with_dependencies(events, endpoint))
        await connection.run()

    run(main)
    assert events == ["request in", "function in", "function out", "stream", "request out"]


def test_when_the_client_goes_a_returned_stream_is_cancelled_and_tasks_still_run(run, connect):
    events: list[str] = []
    connections: list[Any] = []

    async def endpoint(tasks: BackgroundTasks):
        async def items():
            try:
                yield "1"
                connections[0].leave()
                await anyio.sleep_forever()
            except anyio.get_cancelled_exc_class():
                events.append("cancelled")
                raise

        tasks.add_task(events.append, "task")
        return StreamingResponse(items())

    async def main() -> None:
        connections.append(connect(_app_with_dependencies(events, endpoint)))
        await connections[0].run()

    run(main)
    assert events[3:] == ["cancelled", "task", "request out"]


def test_when_the_client_goes_a_returned_stream_is_closed(app, run, connect):
    ends = []

    @app.get("/")
    async def endpoint():
        async def items():
            try:
                while True:
                    yield "1"
            finally:
                ends.append("finally")

        return StreamingResponse(items())

    async def main() -> None:
        connection = connect(app)

        async def leave(message: Any) -> None:
            if "body" in message:
                connection.leave()
            await checkpoint()

        connection.when_sent = leave
        await connection.run()
        assert ends == ["finally"]

    run(main)


def test_a_sync_iterable_is_advanced_in_worker_threads(app):
    seen = []

    @app.get("/")
    async def endpoint():
        def items():
            seen.append(threading.current_thread())
            yield "1"

        return StreamingResponse(items(), media_type="text/csv")

    response = TestClient(app).get("/")
    assert (response.text, response.headers["content-type"]) == ("1", "text/csv; charset=utf-8")
    assert "worker" in seen[0].name.lower()


# Inside middleware


def _app_inside_middleware() -> Etude:
    app = Etude()

    @app.middleware("http")
    async def add_header(request: Request, call_next: Any) -> Any:
        response = await call_next(request)
        response.headers["X-Around"] = "1"
        return response

    return app


def test_a_stream_passes_through_middleware():
    app = _app_inside_middleware()

    @app.get("/{number}")
    async def endpoint(number: int):
        if number == 0:
            raise HTTPException(404)
        yield number

    client = TestClient(app)
    response = client.get("/1")
    assert (response.text, response.headers["x-around"]) == ("1\n", "1")
    response = client.get("/0")
    assert (response.status_code, response.headers["x-around"]) == (404, "1")


def test_when_the_client_goes_an_endpoint_inside_middleware_ends(connect):
    app, ends = _app_inside_middleware(), []

    @app.get("/")
    async def endpoint():
        try:
            yield 1
            await anyio.sleep_forever()
        finally:
            ends.append("finally")

    async def main() -> None:
        connection = connect(app)
        connection.when_sent = lambda message: connection.leave() if "body" in message else None
        await connection.run()
        assert ends == ["finally"]

    anyio.run(main)
