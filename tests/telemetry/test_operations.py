"""The spans inside an operation."""

import functools
from typing import AsyncIterable, Iterable

import pytest
from opentelemetry.trace import StatusCode
from pydantic import BaseModel
from starlette.background import BackgroundTask
from starlette.background import BackgroundTasks as StarletteBackgroundTasks

from etude import BackgroundTasks, Depends, Etude, HTTPException
from etude.exceptions import RequestValidationError
from etude.responses import PlainTextResponse
from etude.routing import APIRoute
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


@pytest.fixture
def app(records):
    return Etude(telemetry=records.config())


@pytest.fixture
def client(app):
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def user_span(records):
    """A function that opens a span as users do."""
    return records.tracers.get_tracer("user").start_as_current_span


def test_dependencies_endpoint_and_serialization_have_spans(app, client, records):
    @app.get("/")
    def read() -> Item:
        return Item(name="a")

    client.get("/")
    assert records.names == [
        "GET /",
        "etude.dependencies",
        "etude.endpoint",
        "etude.serialization",
    ]
    for span in records.spans[1:]:
        assert span.kind.name == "INTERNAL"
        assert records.parent_of(span.name) == "GET /"
        (name,) = span.attributes.values()
        assert name == f"{__name__}.{read.__qualname__}"
        assert list(span.attributes) == ["code.function.name"]


def test_what_users_record_stands_inside(app, client, records, user_span):
    def depended():
        with user_span("in a dependency"):
            pass

    @app.get("/", dependencies=[Depends(depended)])
    def read():
        with user_span("in the endpoint"):
            pass

    client.get("/")
    assert records.parent_of("in a dependency") == "etude.dependencies"
    assert records.parent_of("in the endpoint") == "etude.endpoint"


def test_a_span_that_a_dependency_holds_open_moves_nobody_else(app, client, records, user_span):
    async def held():
        with user_span("held"):
            yield

    @app.get("/", dependencies=[Depends(held, scope="function")])
    async def read(tasks: BackgroundTasks):
        tasks.add_task(print)

    client.get("/")
    assert records.parent_of("held") == "etude.dependencies"
    for name in ("etude.endpoint", "etude.serialization", "etude.background_task"):
        assert records.parent_of(name) in ("GET /", "etude.dependencies")
    assert records.parent_of("etude.background_task") == "GET /"


@pytest.mark.parametrize("with_dependency", [False, True])
def test_an_endpoint_that_is_not_called_has_no_span(app, client, records, with_dependency):
    dependencies = [Depends(lambda: 1)] if with_dependency else []

    @app.get("/{number}", dependencies=dependencies)
    def read(number: int):
        pass

    assert client.get("/x").status_code == 422
    assert records.names == ["GET /{number}", "etude.dependencies"]
    assert records.span("etude.dependencies").status.status_code is StatusCode.UNSET


def test_a_body_that_cannot_be_read_comes_before_the_dependencies(app, client, records):
    @app.post("/")
    def create(item: Item):
        pass

    client.post("/", content="{", headers={"content-type": "application/json"})
    assert records.names == ["POST /"]


def test_a_response_is_not_serialized(app, client, records):
    app.get("/")(lambda: PlainTextResponse("a"))
    client.get("/")
    assert "etude.serialization" not in records.names


def _fail():
    raise ValueError("fail")


@pytest.mark.parametrize("handled", [False, True])
def test_an_exception_is_an_error_of_the_part_that_raised_it(app, client, records, handled):
    if handled:
        app.exception_handler(ValueError)(lambda request, error: PlainTextResponse(""))
    app.get("/")(_fail)
    client.get("/")
    endpoint = records.span("etude.endpoint")
    assert endpoint.status.status_code is StatusCode.ERROR
    assert endpoint.attributes["error.type"] == "ValueError"
    assert records.span("etude.dependencies").status.status_code is StatusCode.UNSET
    is_error = records.request.status.status_code is StatusCode.ERROR
    assert is_error is not handled


def test_a_dependency_that_fails_is_an_error_of_the_dependencies(app, client, records):
    app.get("/", dependencies=[Depends(_fail)])(lambda: 1)
    client.get("/")
    assert records.names == ["GET /", "etude.dependencies"]
    assert records.span("etude.dependencies").attributes["error.type"] == "ValueError"


def test_a_result_that_does_not_fit_is_an_error_of_the_serialization(app, client, records):
    app.get("/", response_model=Item)(lambda: {"name": 1})
    client.get("/")
    error_type = "etude.exceptions.ResponseValidationError"
    assert records.span("etude.serialization").attributes["error.type"] == error_type
    assert records.request.attributes["error.type"] == error_type


@pytest.mark.parametrize("error", [HTTPException(503), RequestValidationError([])])
def test_an_exception_that_says_what_to_answer_is_no_error(app, client, records, error):
    @app.get("/")
    def read():
        raise error

    client.get("/")
    assert records.span("etude.endpoint").status.status_code is StatusCode.UNSET
    assert "etude.validation.failed" not in [log[0] for log in records.logs]


class Callable:
    def __call__(self):
        pass


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        (Callable(), "Callable"),
        (functools.partial(_fail), "_fail"),
        (Callable, "Callable"),
        (Callable().__call__, "Callable.__call__"),
    ],
)
def test_every_callable_has_a_name(app, client, records, endpoint, name):
    app.get("/")(endpoint)
    client.get("/")
    (found,) = [span for span in records.spans if span.name == "etude.endpoint"]
    assert found.attributes["code.function.name"] == f"{__name__}.{name}"


def test_each_task_in_the_background_has_a_span(app, client, records, user_span):
    def first():
        with user_span("in a task"):
            pass

    async def second():
        raise KeyError("second")

    @app.get("/")
    def read(tasks: BackgroundTasks):
        assert isinstance(tasks, BackgroundTasks)
        tasks.add_task(first)
        tasks.add_task(second)

    client.get("/")
    one, two = [span for span in records.spans if span.name == "etude.background_task"]
    assert one.attributes["code.function.name"].endswith("first")
    assert two.attributes["code.function.name"].endswith("second")
    assert two.attributes["error.type"] == "KeyError"
    assert one.parent.span_id == two.parent.span_id == records.request.context.span_id
    (inside,) = [span for span in records.spans if span.name == "in a task"]
    assert inside.parent.span_id == one.context.span_id


def test_tasks_of_a_response_have_spans_each_time_that_it_is_sent(app, client, records):
    tasks = StarletteBackgroundTasks([BackgroundTask(print), BackgroundTask(int)])
    response = PlainTextResponse("", background=tasks)
    app.get("/")(lambda: response)
    client.get("/")
    client.get("/")
    found = [span for span in records.spans if span.name == "etude.background_task"]
    names = [span.attributes["code.function.name"] for span in found]
    assert names == ["print", "int", "print", "int"]
    first, second = [span for span in records.spans if span.kind.name == "SERVER"]
    assert [span.parent.span_id for span in found] == [
        *[first.context.span_id] * 2,
        *[second.context.span_id] * 2,
    ]


def test_tasks_of_a_response_and_of_the_request_have_spans(app, client, records):
    async def own():
        pass

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(print)
        return PlainTextResponse("", background=own)

    client.get("/")
    found = [span for span in records.spans if span.name == "etude.background_task"]
    names = [span.attributes["code.function.name"] for span in found]
    assert [name.rpartition(".")[2] for name in names] == ["own", "print"]


def test_the_answer_is_the_same_while_it_is_recorded(app, client):
    plain = Etude(telemetry={"tracing": False, "metrics": False, "logs": False})
    for declared in (app, plain):

        @declared.post("/", status_code=201)
        def create(item: Item) -> Item:
            return item

        @declared.delete("/", status_code=204)
        def delete():
            pass

    unrecorded = TestClient(plain)
    for method, options in (
        ("POST", {"json": {"name": "a"}}),
        ("POST", {"json": {}}),
        ("DELETE", {}),
    ):
        one, other = (c.request(method, "/", **options) for c in (client, unrecorded))
        assert (one.status_code, one.content) == (other.status_code, other.content)
        assert sorted(one.headers.items()) == sorted(other.headers.items())


def test_routes_with_a_handler_of_their_own_have_the_spans_too(records):
    class Wrapping(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def handle_and_mark(request):
                response = await handle(request)
                response.headers["x-marked"] = "yes"
                return response

            return handle_and_mark

    app = Etude(telemetry=records.config())
    app.router.route_class = Wrapping
    app.get("/")(lambda: 1)
    assert TestClient(app).get("/").headers["x-marked"] == "yes"
    assert "etude.endpoint" in records.names


def test_overridden_dependencies_run_inside_the_spans(app, client, records, user_span):
    def override():
        with user_span("override"):
            pass

    app.get("/", dependencies=[Depends(_fail)])(lambda: 1)
    app.dependency_overrides[_fail] = override
    assert client.get("/").status_code == 200
    assert records.parent_of("override") == "etude.dependencies"


def test_dependencies_that_yield_are_closed_as_ever(app, client, records):
    order = []

    def opened():
        order.append("open")
        yield
        order.append("close")

    @app.get("/")
    def read(tasks: BackgroundTasks, opened: None = Depends(opened)):
        order.append("endpoint")
        tasks.add_task(order.append, "task")

    client.get("/")
    assert order == ["open", "endpoint", "task", "close"]


def test_operation_spans_can_be_left_out(records):
    app = Etude(telemetry=records.config(operation_spans=False))

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(print)

    TestClient(app).get("/")
    assert records.names == ["GET /"]


@pytest.mark.parametrize("is_async", [False, True])
def test_an_endpoint_that_yields_runs_inside_the_span_of_the_request(
    app, client, records, user_span, is_async
):
    def read() -> Iterable[Item]:
        with user_span("in the endpoint"):
            yield Item(name="a")

    async def read_async() -> AsyncIterable[Item]:
        with user_span("in the endpoint"):
            yield Item(name="a")

    app.get("/")(read_async if is_async else read)
    assert client.get("/").json() == {"name": "a"}
    assert records.names == ["GET /", "etude.dependencies", "in the endpoint"]
    assert records.parent_of("in the endpoint") == "GET /"
