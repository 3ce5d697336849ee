"""Promises about exceptions that pass through dependencies that yield."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from typing_extensions import Annotated

from etude import BackgroundTasks, Depends, Etude, HTTPException, Response
from etude.exceptions import EtudeError
from etude.testclient import TestClient


def app_with(dependencies, endpoint, **options):
    """Return an application whose only operation has these dependencies."""
    app = Etude(dependencies=dependencies, **options)
    app.add_api_route("/", endpoint)
    return app


def failing(error):
    def endpoint():
        raise error

    return endpoint


def answer(request, error):
    return PlainTextResponse(f"handled {type(error).__name__}", 418)


@pytest.mark.parametrize("kind", ["async", "sync"])
@pytest.mark.parametrize("error", [ValueError("x"), HTTPException(409)], ids=type)
def test_an_exception_is_raised_at_each_yield_and_then_handled(events, kind, error):
    def handle(request, error):
        events.append("handler")
        return answer(request, error)

    dependencies = [
        Depends(events.opening("A", kind=kind)),
        Depends(events.opening("F", kind=kind), scope="function"),
    ]
    app = app_with(dependencies, failing(error), exception_handlers={type(error): handle})
    name = type(error).__name__
    assert events.serve(app) == [
        *("A in", "F in", f"F exc {name}", f"A exc {name}", "handler", "send 418", "send body"),
    ]


def test_an_exception_without_a_handler_goes_on_to_the_server(events):
    app = app_with([Depends(events.opening("A"))], failing(KeyError("x")))
    assert events.serve(app) == [
        *("A in", "A exc KeyError", "send 500", "send body", "server KeyError"),
    ]


def test_an_exception_of_a_later_dependency_reaches_the_open_ones(events):
    def refuse():
        raise HTTPException(401)

    dependencies = [Depends(events.opening("A")), Depends(refuse), Depends(events.opening("B"))]
    app = app_with(dependencies, lambda: events.append("endpoint"))
    assert events.serve(app) == ["A in", "A exc HTTPException", "send 401", "send body"]


def test_an_exception_before_yield_is_one_of_a_plain_dependency(events):
    async def refuse():
        events.append("refuses")
        raise HTTPException(401)
        yield

    app = app_with([Depends(events.opening("A")), Depends(refuse)], lambda: 1)
    assert events.serve(app) == ["A in", "refuses", "A exc HTTPException", "send 401", "send body"]


def test_a_request_that_does_not_fit_reaches_the_open_ones(events):
    def needs(q: int):
        yield

    async def needs_it(value: Annotated[None, Depends(needs)]):
        events.append("never")
        yield

    dependencies = [
        Depends(events.opening("A")),
        Depends(needs_it),
        Depends(events.opening("B"), scope="function"),
    ]
    app = app_with(dependencies, lambda: events.append("endpoint"))
    assert events.serve(app) == [
        *("A in", "B in", "B exc RequestValidationError", "A exc RequestValidationError"),
        *("send 422", "send body"),
    ]


def test_a_result_that_does_not_fit_reaches_the_open_ones(events):
    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[str, Depends(events.opening("A"))],
        f: Annotated[str, Depends(events.opening("F"), scope="function")],
    ) -> int:
        return "text"  # type: ignore[return-value]  # which is the point

    assert events.serve(app) == [
        *("A in", "F in", "F exc ResponseValidationError", "A exc ResponseValidationError"),
        *("send 500", "send body", "server ResponseValidationError"),
    ]


def test_a_result_that_is_no_json_reaches_the_open_ones(events):
    app = app_with([Depends(events.opening("A"))], lambda: object())
    seen = events.serve(app)
    assert [event[:5] for event in seen] == ["A in", "A exc", "send ", "send ", "serve"]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_an_exception_may_be_replaced(events, scope):
    converting = events.opening("C", instead=HTTPException(409))
    dependencies = [Depends(events.opening("A")), Depends(converting, scope=scope)]
    app = app_with(dependencies, failing(ValueError("x")))
    assert events.serve(app) == [
        *("A in", "C in", "C exc ValueError", "A exc HTTPException", "send 409", "send body"),
    ]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_an_exception_that_is_kept_leaves_no_response_and_the_error_says_so(events, scope):
    app = app_with([Depends(events.swallowing("S"), scope=scope)], failing(KeyError("lost")))
    with pytest.raises(EtudeError, match=r"caught the exception KeyError.*Add `raise`") as caught:
        TestClient(app).get("/")
    assert isinstance(caught.value.__cause__, KeyError)
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


@pytest.mark.parametrize("scope", ["function", "request"])
def test_an_http_exception_that_is_kept_is_answered_all_the_same(events, scope):
    dependencies = [
        Depends(events.opening("A")),
        Depends(events.swallowing("S"), scope=scope),
    ]
    app = app_with(dependencies, failing(HTTPException(404, "gone")))
    response = TestClient(app).get("/")
    assert (response.status_code, response.json()) == (404, {"detail": "gone"})


def test_outer_dependencies_end_as_usual_where_an_exception_is_kept(events):
    dependencies = [Depends(events.opening("A")), Depends(events.swallowing("S"))]
    app = app_with(dependencies, failing(ValueError("x")))
    assert events.serve(app) == [
        *("A in", "S keeps ValueError", "A out", "send 500", "send body", "server EtudeError"),
    ]


# After a success


def test_raising_after_the_yield_of_the_function_replaces_the_response(events):
    ending = events.ending_with("F", HTTPException(409))
    dependencies = [Depends(events.opening("A")), Depends(ending, scope="function")]
    app = app_with(dependencies, lambda: 1)
    assert events.serve(app) == [
        *("A in", "F raises", "A exc HTTPException", "send 409", "send body"),
    ]


@pytest.mark.parametrize(
    ("error", "raised"), [(KeyError("x"), KeyError), (HTTPException(409), RuntimeError)], ids=str
)
def test_raising_after_the_yield_of_the_request_comes_after_the_response(events, error, raised):
    dependencies = [Depends(events.opening("A")), Depends(events.ending_with("B", error))]
    app = app_with(dependencies, lambda: 1)
    assert events.serve(app) == [
        *("A in", "send 200", "send body", "B raises", f"A exc {type(error).__name__}"),
        f"server {raised.__name__}",
    ]
    with pytest.raises(raised):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").json() == 1


@pytest.mark.parametrize("kind", ["async", "sync"])
def test_a_background_task_that_fails_reaches_the_yield_of_the_request(events, kind):
    def fail():
        events.append("bg")
        raise ValueError("x")

    app = Etude()

    @app.get("/")
    def read(
        tasks: BackgroundTasks,
        a: Annotated[str, Depends(events.opening("A", kind=kind))],
        f: Annotated[str, Depends(events.opening("F"), scope="function")],
    ):
        tasks.add_task(fail)

    assert events.serve(app) == [
        *("A in", "F in", "F out", "send 200", "send body", "bg", "A exc ValueError"),
        "server ValueError",
    ]


def test_an_exception_inside_a_stream_reaches_the_yield_of_the_request(events):
    def chunks():
        yield "1"
        raise KeyError("x")

    app = app_with([Depends(events.opening("A"))], lambda: StreamingResponse(chunks()))
    assert events.serve(app, spec_version="2.4") == [
        *("A in", "send 200", "send body", "A exc KeyError", "server KeyError"),
    ]


def test_what_ends_the_program_passes_through_and_no_response_is_sent(events):
    class Stop(BaseException):
        pass

    async def endpoint():
        raise Stop

    dependencies = [
        Depends(events.opening("A")),
        Depends(events.opening("F"), scope="function"),
    ]
    app = app_with(dependencies, endpoint)
    assert events.serve(app) == ["A in", "F in", "F exc Stop", "A exc Stop", "server Stop"]


# Generators that are none of the sort


def no_yield():
    return
    yield


async def no_async_yield():
    return
    yield


@pytest.mark.parametrize("dependency", [no_yield, no_async_yield])
def test_a_dependency_that_never_yields_is_an_error(dependency):
    app = app_with([Depends(dependency)], lambda: 1)
    with pytest.raises(RuntimeError, match="generator didn't yield"):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


def two_yields():
    yield 1
    yield 2


async def two_async_yields():
    yield 1
    yield 2


@pytest.mark.parametrize("dependency", [two_yields, two_async_yields])
def test_a_dependency_that_yields_twice_is_an_error_after_the_response(dependency):
    app = app_with([Depends(dependency)], lambda: 1)
    with pytest.raises(RuntimeError, match="generator didn't stop"):
        TestClient(app).get("/")
    response = TestClient(app, raise_server_exceptions=False).get("/")
    assert (response.status_code, response.json()) == (200, 1)


# Cancelled from outside


def test_a_cancelled_task_shows_at_the_yield(events):
    app = Etude()
    started = []

    @app.get("/")
    async def read(a: Annotated[str, Depends(events.opening("A"))]):
        started[0].set()
        await asyncio.Future()

    async def cancel():
        started.append(asyncio.Event())
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        task = asyncio.ensure_future(app(scope, None, None))
        await started[0].wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert events == ["A in", "A exc CancelledError"]


def test_the_response_of_a_dependency_has_no_part_in_an_error(events):
    async def dependency(response: Response):
        response.headers["x-made"] = "yes"
        yield

    app = app_with([Depends(dependency)], failing(HTTPException(409)))
    response = TestClient(app).get("/")
    assert response.status_code == 409
    assert "x-made" not in response.headers


def test_an_exception_after_a_yield_may_be_kept_further_out():
    seen = []

    async def outer():
        try:
            yield
        except KeyError as error:
            seen.append((type(error), type(error.__context__)))

    async def inner(value: Annotated[None, Depends(outer)]):
        yield
        raise KeyError("after the answer")

    app = Etude()

    @app.get("/")
    async def read(value: Annotated[None, Depends(inner)]):
        return "read"

    assert TestClient(app).get("/").json() == "read"
    assert seen == [(KeyError, type(None))]
