"""What `get_telemetry_data()` knows, and when."""

import sys

import pytest
from opentelemetry.sdk.trace import SpanProcessor
from pydantic import BaseModel

from etude import BackgroundTasks, Body, Depends, Etude, Request
from etude.routing import APIRoute
from etude.telemetry import TelemetryData, get_telemetry_data
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


@pytest.fixture
def app(records):
    return Etude(telemetry=records.config())


@pytest.fixture
def client(app):
    return TestClient(app)


def test_outside_a_request_there_is_none():
    assert get_telemetry_data() is None


def test_without_opentelemetry_there_is_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.context", None)
    assert get_telemetry_data() is None


def test_an_endpoint_sees_request_body_and_arguments(app, client):
    @app.post("/{number}")
    def create(number: int, item: Item, request: Request):
        data = get_telemetry_data()
        assert data.request is request
        assert data.websocket is None
        assert data.body == {"name": "a"}
        assert data.values == {"number": 1, "item": Item(name="a"), "request": request}
        assert data.errors == []
        return "seen"

    assert client.post("/1", json={"name": "a"}).json() == "seen"


def test_a_dependency_sees_what_is_known_before(app, client):
    def depended():
        data = get_telemetry_data()
        return data.body, data.values, data.errors

    @app.post("/")
    def create(item: Item, seen: tuple = Depends(depended)):
        return seen

    assert client.post("/", json={"name": "a"}).json() == [{"name": "a"}, None, None]


def test_middleware_sees_nothing_before_and_everything_after(app, client):
    seen = []

    @app.middleware("http")
    async def around(request, call_next):
        data = get_telemetry_data()
        seen.append((data.request, data.body, data.values, data.errors))
        response = await call_next(request)
        seen.append((data.body, data.values, data.errors))
        return response

    app.post("/")(_create)
    client.post("/", json={"name": "a"})
    assert seen == [(None, None, None, None), ({"name": "a"}, {"item": Item(name="a")}, [])]


def _create(item: Item):
    pass


def test_a_task_in_the_background_still_sees_it(app, client):
    seen = []

    @app.get("/{x}")
    def read(x: int, tasks: BackgroundTasks):
        tasks.add_task(lambda: seen.append(get_telemetry_data().values["x"]))

    client.get("/1")
    assert seen == [1]


def test_of_a_request_that_does_not_fit_the_errors_are_known(app, client):
    seen = []

    @app.middleware("http")
    async def after(request, call_next):
        data = get_telemetry_data()
        response = await call_next(request)
        seen.append(data)
        return response

    @app.post("/{number}")
    def create(number: int, item: Item):
        pass

    answer = client.post("/x", json={"name": 1}).json()
    (data,) = seen
    assert [error["loc"] for error in data.errors] == [("path", "number"), ("body", "name")]
    assert len(answer["detail"]) == 2
    assert data.body == {"name": 1}
    assert data.values == {}


def test_of_a_body_that_is_no_json_the_text_is_known(app, client):
    seen = []

    @app.middleware("http")
    async def after(request, call_next):
        data = get_telemetry_data()
        response = await call_next(request)
        seen.append((type(data.request), data.body, data.errors[0]["type"], data.values))
        return response

    app.post("/")(_create)
    client.post("/", content="{", headers={"content-type": "application/json"})
    assert seen == [(Request, "{", "json_invalid", None)]


def test_a_route_with_a_request_class_of_its_own_shows_that_request(app, client):
    class OwnRequest(Request):
        pass

    class OwnRoute(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()
            return lambda request: handle(OwnRequest(request.scope, request.receive))

    app.router.route_class = OwnRoute

    @app.post("/")
    def create(item: Item):
        data = get_telemetry_data()
        return type(data.request).__name__, data.body

    assert client.post("/", json={"name": "a"}).json() == ["OwnRequest", {"name": "a"}]


def test_forms_and_single_values_are_bodies_too(app, client):
    @app.post("/")
    def create(number: int = Body()):
        return get_telemetry_data().body

    assert client.post("/", json=5).json() == 5


def test_a_span_processor_finds_it_by_the_context_that_it_gets(app, client, records):
    seen = []

    class Seeing(SpanProcessor):
        def on_start(self, span, parent_context=None):
            data = get_telemetry_data(parent_context)
            seen.append((span.name, data is not None and data.values))

    records.tracers.add_span_processor(Seeing())
    app.get("/{x}")(_read)
    client.get("/1")
    assert seen == [
        ("GET", None),
        ("etude.dependencies", None),
        ("etude.endpoint", {"x": 1}),
        ("etude.serialization", {"x": 1}),
    ]


def _read(x: int):
    return x


@pytest.mark.parametrize("provider", ["meter_provider", "logger_provider"])
def test_it_needs_no_traces(records, provider):
    app = Etude(telemetry={provider: records.config()[provider]})
    app.get("/{x}")(lambda x: get_telemetry_data().values)
    assert TestClient(app).get("/1").json() == {"x": "1"}


def test_it_can_be_made_by_hand():
    data = TelemetryData(body=b"x", values={"a": 1})
    assert (data.request, data.websocket, data.body, data.errors) == (None, None, b"x", None)
    assert TelemetryData().body is None
