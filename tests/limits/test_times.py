"""Promises about the time that a body and an answer may take, and about clients that go away."""

import asyncio
import math
import time

import pytest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import StreamingResponse
from typing_extensions import Annotated

from etude import APIRouter, BackgroundTasks, Body, Depends, Etude, HTTPException, Request
from etude._execution.times import within_times
from etude.exceptions import DeclarationError
from etude.testclient import TestClient

GONE = {"type": "http.disconnect"}
LATE_BODY = '{"detail":"The body did not arrive within 0.02 seconds."}'
LATE_ANSWER = '{"detail":"The answer was not ready within 0.02 seconds."}'


def app_of(endpoint, **options):
    app = Etude()
    app.add_api_route("/", endpoint, methods=["POST"], **options)
    return app


async def take(data: Annotated[list, Body()]):
    return len(data)


async def take_bytes(request: Request):
    return len(await request.body())


async def dawdle():
    await asyncio.sleep(10)


# The body


@pytest.mark.parametrize("endpoint", [take, take_bytes])
@pytest.mark.parametrize("first", [(), (b"[1",)])
def test_a_body_that_does_not_come_is_answered_with_408(converse, piece, endpoint, first):
    app = app_of(endpoint, body_timeout=0.02)
    refused = converse(app, *map(piece, first), "silence")
    assert (refused.status, refused.text) == (408, LATE_BODY)
    assert (b"connection", b"close") in refused.sent[0]["headers"]
    assert converse(app, piece(b"[1]", False)).status == 200


def test_the_time_of_all_pieces_counts_together(converse, piece):
    app = app_of(take_bytes, body_timeout=0.05)
    drops = [drop for _ in range(20) for drop in (0.01, piece(b"1"))]
    assert converse(app, *drops).status == 408


def test_the_time_that_the_endpoint_takes_is_not_the_clients(converse, piece):
    async def take_slowly(request: Request):
        sizes = []
        async for chunk in request.stream():
            await asyncio.sleep(0.03)
            sizes.append(len(chunk))
        return sizes

    pieces = [piece(b"1"), piece(b"2"), piece(b"3", False)]
    assert converse(app_of(take_slowly, body_timeout=0.05), *pieces).text == "[1,1,1,0]"


def test_waiting_for_the_client_to_go_is_no_waiting_for_its_body(converse, piece):
    async def take_and_wait(request: Request):
        await request.body()
        return (await request.receive())["type"]

    app = app_of(take_and_wait, body_timeout=0.02)
    assert converse(app, piece(b"1", False), 0.04, GONE).text == '"http.disconnect"'


# The answer


def test_an_answer_that_is_late_is_503_and_what_runs_is_cancelled(converse, piece):
    seen = []

    async def connection():
        try:
            yield
        finally:
            seen.append("closed")

    async def endpoint(connection: Annotated[None, Depends(connection)]):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    refused = converse(app_of(endpoint, answer_timeout=0.02), piece(more_body=False))
    assert (refused.status, refused.text) == (503, LATE_ANSWER)
    assert seen == ["cancelled", "closed"]


def test_an_answer_in_time_is_sent_however_long_it_takes(converse, piece):
    async def stream():
        async def chunks():
            yield "a"
            await asyncio.sleep(0.05)
            yield "b"

        return StreamingResponse(chunks())

    app = app_of(stream, answer_timeout=0.02)
    assert converse(app, piece(more_body=False), "silence").text == "ab"


def test_what_keeps_working_although_it_is_cancelled_does_not_answer_any_more(converse, piece):
    async def stubborn(scope, receive, send):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await send({"type": "http.response.start", "status": 200, "headers": []})

    async def app(scope, receive, send):
        with pytest.raises(StarletteHTTPException) as caught:
            await within_times(stubborn, {"answer_timeout": 0.02})(scope, receive, send)
        assert caught.value.status_code == 503

    assert converse(app).sent == []


def test_what_runs_in_a_thread_is_answered_with_503_when_it_returns(converse, piece):
    def work():
        time.sleep(0.05)
        return "done"

    refused = converse(app_of(work, answer_timeout=0.02), piece(more_body=False))
    assert (refused.status, refused.text) == (503, LATE_ANSWER)


def test_handlers_of_the_application_answer_for_limits_too(converse, piece):
    app = app_of(dawdle, answer_timeout=0.02)

    @app.exception_handler(503)
    async def apologise(request, error):
        raise HTTPException(500, f"Sorry: {error.detail}")

    assert converse(app, piece(more_body=False)).status == 500


# Clients that go away


def test_the_operation_is_cancelled_when_its_client_goes(converse, piece):
    seen = []

    async def endpoint():
        try:
            await asyncio.sleep(10)
        finally:
            seen.append("cancelled")

    app = app_of(endpoint, cancel_on_disconnect=True)
    assert converse(app, piece(more_body=False), GONE).status == 499
    assert seen == ["cancelled"]


def test_without_the_option_the_operation_goes_on(converse, piece):
    async def endpoint():
        await asyncio.sleep(0.01)
        return "done"

    assert converse(app_of(endpoint), piece(more_body=False), GONE).text == '"done"'


@pytest.mark.parametrize("endpoint", [take, take_bytes])
def test_the_body_is_read_while_the_client_is_watched(converse, piece, endpoint):
    app = app_of(endpoint, cancel_on_disconnect=True, body_timeout=1)
    pieces = [piece(b"["), 0.01, piece(b"1"), piece(b"]", False)]
    assert converse(app, *pieces, "silence").status == 200


def test_what_runs_after_the_answer_is_not_cancelled(converse, piece):
    seen = []

    async def later():
        await asyncio.sleep(0.03)
        seen.append("later")

    async def endpoint(tasks: BackgroundTasks):
        tasks.add_task(later)
        return "done"

    app = app_of(endpoint, cancel_on_disconnect=True)
    assert converse(app, piece(more_body=False), 0.01, GONE).text == '"done"'
    assert seen == ["later"]


def test_a_stream_ends_quietly_when_its_client_goes(converse, piece):
    async def stream():
        yield "a"
        await asyncio.sleep(10)

    app = app_of(stream, cancel_on_disconnect=True, response_class=StreamingResponse)
    found = converse(app, piece(more_body=False), 0.02, GONE)
    assert (found.status, found.text) == (200, "a")


@pytest.mark.parametrize("options", [{}, {"max_body_size": 1}])
def test_an_exception_comes_through_as_it_is(converse, piece, options):
    async def fail(request: Request):
        await request.body()
        raise HTTPException(418, "teapot")

    app = app_of(fail, cancel_on_disconnect=True, **options)
    found = converse(app, piece(b"12", False), "silence")
    assert found.status == (413 if options else 418)


# Where times are declared


@pytest.mark.parametrize("where", ["app", "router", "inclusion", "operation"])
def test_times_are_declared_on_every_layer(where):
    layers = {name: {} for name in ("app", "router", "inclusion", "operation")}
    layers[where] = {"answer_timeout": 0.02}
    app, router = Etude(**layers["app"]), APIRouter(**layers["router"])
    router.add_api_route("/", dawdle, **layers["operation"])
    app.include_router(router, prefix="/slow", **layers["inclusion"])
    assert TestClient(app).get("/slow/").status_code == 503
    assert app.routes[-1].answer_timeout == 0.02


def test_an_operation_may_have_no_limit_below_one_that_has():
    async def nap():
        await asyncio.sleep(0.04)

    app = Etude(answer_timeout=0.01, cancel_on_disconnect=True)
    app.add_api_route("/", nap, answer_timeout=math.inf, cancel_on_disconnect=False)
    assert TestClient(app).get("/").status_code == 200


@pytest.mark.parametrize("name", ["body_timeout", "answer_timeout"])
@pytest.mark.parametrize("value", [0, -1, True, "1", math.nan])
def test_what_is_no_time_is_refused(name, value):
    with pytest.raises(DeclarationError, match=f"{name} is .*positive number of seconds"):
        Etude(**{name: value})


def test_operations_without_times_have_nothing_around_them():
    app = app_of(take)
    limited = app_of(take, body_timeout=1)
    names = [one.routes[-1].app.__qualname__ for one in (app, limited)]
    assert names[0] == "written"
    assert "_limit_reading" in names[1]
