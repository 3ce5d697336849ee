"""What is counted, measured and logged."""

import pytest

from etude import Etude
from etude.testclient import TestClient

ACTIVE, DURATION = "http.server.active_requests", "http.server.request.duration"


@pytest.fixture
def app(records):
    app = Etude(telemetry=records.config())

    @app.get("/items/{item_id}")
    def read_item(item_id: int):
        return item_id

    @app.get("/active")
    def active():
        return [point.value for point in records.points(ACTIVE)]

    @app.get("/broken")
    def broken():
        raise ValueError("what is wrong")

    return app


@pytest.fixture
def client(app):
    return TestClient(app, raise_server_exceptions=False)


def test_the_time_of_each_request_is_measured_in_seconds(client, records):
    client.get("/items/1")
    client.get("/items/2")
    (point,) = records.points(DURATION)
    assert point.count == 2
    assert 0 < point.sum < 10
    assert point.explicit_bounds[0] == 0.005
    assert dict(point.attributes) == {
        "url.scheme": "http",
        "http.request.method": "GET",
        "network.protocol.version": "1.1",
        "http.route": "/items/{item_id}",
        "http.response.status_code": 200,
    }


def test_errors_are_measured_by_their_type(client, records):
    client.get("/broken")
    (point,) = records.points(DURATION)
    assert point.attributes["error.type"] == "ValueError"
    assert point.attributes["http.response.status_code"] == 500


def test_requests_are_counted_while_they_are_active(client, records):
    assert client.get("/active").json() == [1]
    client.get("/broken")
    (point,) = records.points(ACTIVE)
    assert point.value == 0
    assert dict(point.attributes) == {"url.scheme": "http", "http.request.method": "GET"}


def test_a_request_that_does_not_fit_is_logged_without_what_was_sent(client, records):
    client.get("/items/secret")
    (log,) = records.logs
    assert log == (
        "etude.validation.failed",
        "WARN",
        "Request validation failed",
        {"etude.validation.error_count": 1, "http.route": "/items/{item_id}"},
        records.request.context.span_id,
    )


def test_json_that_is_none_is_logged_too(app, client, records):
    app.post("/")(_create)
    client.post("/", content="{", headers={"content-type": "application/json"})
    ((event, *_),) = records.logs
    assert event == "etude.validation.failed"


def _create(item: dict):
    pass


def test_an_exception_that_nobody_handles_is_logged_with_its_traceback(client, records):
    client.get("/broken")
    ((event, severity, body, attributes, span_id),) = records.logs
    assert (event, severity) == ("http.server.request.exception", "ERROR")
    assert body == "Unhandled exception in Etude request"
    assert attributes["exception.type"] == "ValueError"
    assert attributes["exception.message"] == "what is wrong"
    assert 'raise ValueError("what is wrong")' in attributes["exception.stacktrace"]
    assert attributes["http.route"] == "/broken"
    assert span_id == records.request.context.span_id


class _Silent(Exception):
    def __str__(self):
        raise ValueError("no message")


def test_an_exception_without_a_message_is_logged_too(app, client, records):
    @app.get("/silent")
    def silent():
        raise _Silent

    client.get("/silent")
    ((_, _, _, attributes, _),) = records.logs
    assert attributes["exception.type"].endswith("_Silent")
    assert attributes["exception.message"] == ""


def test_an_exception_that_is_handled_is_not_logged(app, client, records):
    app.exception_handler(ValueError)(lambda request, error: _Answer())
    client.get("/broken")
    assert records.logs == []


class _Answer:
    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body"})


def test_a_log_outside_a_trace_belongs_to_none(records):
    app = Etude(telemetry={"logger_provider": records.loggers})
    app.get("/{x}")(lambda x: 1 / 0)
    TestClient(app, raise_server_exceptions=False).get("/1")
    ((event, *_, span_id),) = records.logs
    assert event == "http.server.request.exception"
    assert not span_id


@pytest.mark.parametrize("signal", ["tracing", "metrics", "logs"])
def test_each_signal_can_be_switched_off(records, signal):
    app = Etude(telemetry=records.config(**{signal: False}))
    app.get("/")(lambda: 1 / 0)
    TestClient(app, raise_server_exceptions=False).get("/")
    recorded = {"tracing": records.spans, "metrics": records.points(DURATION), "logs": records.logs}
    assert {name for name, found in recorded.items() if found} == set(recorded) - {signal}
