"""When something is recorded, and what it costs when nothing is."""

import asyncio
import os
import sys
from types import SimpleNamespace

import pytest
from opentelemetry import trace

from etude import Etude
from etude.telemetry import _signals, get_telemetry_data
from etude.testclient import TestClient

OFF = {"tracing": False, "metrics": False, "logs": False}


def _calls(app, exchange):
    """Return the names of the functions of telemetry that a request calls."""
    exchange(app)  # the first one builds the application
    names = []

    def note(frame, event, argument):
        folder = os.path.dirname(frame.f_code.co_filename)
        if event == "call" and "telemetry" in os.path.basename(folder):
            names.append(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        exchange(app)
    finally:
        sys.setprofile(None)
    return names


def _serving(telemetry):
    app = Etude(telemetry=telemetry)
    app.get("/")(lambda: 1)
    return app


def test_what_records_is_an_application_of_asgi_3_to_those_that_ask():
    """`guarantee_single_callable` of asgiref and of ddtrace looks at `__call__`."""
    app = Etude()

    assert asyncio.iscoroutinefunction(app.build_middleware_stack().__call__)


def test_switched_off_a_request_makes_not_one_call(exchange):
    app = _serving(OFF)
    assert _calls(app, exchange) == []
    assert app.middleware_stack == app.build_middleware_stack()


def test_without_opentelemetry_a_request_makes_not_one_call(exchange, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "etude.telemetry._recording", None)
    app = _serving(None)
    assert _calls(app, exchange) == []
    assert app.middleware_stack == app.build_middleware_stack()
    assert caplog.messages == []


def test_opentelemetry_is_an_extra(run):
    assert run(
        "import sys; sys.modules['opentelemetry'] = None\n"
        "from etude import Etude\n"
        "from etude.telemetry import TelemetryConfig, TelemetryData, get_telemetry_data\n"
        "from etude.testclient import TestClient\n"
        "app = Etude(telemetry={'operation_spans': False})\n"
        "app.get('/')(lambda: get_telemetry_data())\n"
        "with TestClient(app) as client: print(client.get('/').text)\n"
    ) == ["null"]


def test_importing_the_framework_does_not_import_opentelemetry(run):
    assert run(
        "import sys; from etude import Etude; Etude()\nprint('opentelemetry' in sys.modules)"
    ) == ["False"]


def test_as_long_as_there_is_no_provider_a_request_makes_one_call(exchange):
    assert _calls(_serving(None), exchange) == ["__call__"]


def test_as_long_as_there_is_no_provider_nothing_is_recorded():
    app = Etude()
    app.get("/")(lambda: get_telemetry_data())
    assert TestClient(app).get("/").json() is None


def test_a_global_provider_counts_from_when_it_is_set(run):
    assert run(
        "from etude import Etude\n"
        "from etude.telemetry import get_telemetry_data\n"
        "from etude.testclient import TestClient\n"
        "from opentelemetry import metrics, trace\n"
        "from opentelemetry.sdk.metrics import MeterProvider\n"
        "from opentelemetry.sdk.trace import TracerProvider\n"
        "app = Etude()\n"
        "@app.get('/')\n"
        "def see(): return get_telemetry_data() and trace.get_current_span().is_recording()\n"
        "client = TestClient(app)\n"
        "print(client.get('/').text)\n"
        "metrics.set_meter_provider(MeterProvider())\n"
        "print(client.get('/').text)\n"
        "trace.set_tracer_provider(TracerProvider())\n"
        "print(client.get('/').text)\n"
    ) == ["null", "false", "true"]


def test_a_provider_that_the_environment_names_counts(run):
    assert run(
        "from etude import Etude\n"
        "from etude.testclient import TestClient\n"
        "from opentelemetry import trace\n"
        "app = Etude()\n"
        "app.get('/')(lambda: trace.get_current_span().is_recording())\n"
        "print(TestClient(app).get('/').text)\n",
        OTEL_PYTHON_TRACER_PROVIDER="sdk_tracer_provider",
    ) == ["true"]


def test_a_version_that_keeps_its_providers_elsewhere_is_asked(records):
    elsewhere = SimpleNamespace(provider=trace.ProxyTracerProvider())
    elsewhere.get_tracer_provider = lambda: elsewhere.provider
    signal = _signals.Signal("tracing", "tracer", elsewhere)
    assert signal.find() is None
    elsewhere.provider = records.tracers
    assert signal.find() is records.tracers


@pytest.mark.parametrize("given", [True, False, 1, [], "yes"])
def test_settings_are_a_dict(given):
    with pytest.raises(TypeError, match="takes a dict or None"):
        Etude(telemetry=given)


class OpenTelemetryMiddleware:
    """Stands for the one of `opentelemetry.instrumentation.asgi`."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


@pytest.mark.parametrize("is_there", [True, False])
def test_opentelemetrys_own_middleware_records_alone(records, monkeypatch, is_there):
    module = SimpleNamespace(OpenTelemetryMiddleware=OpenTelemetryMiddleware)
    name = "opentelemetry.instrumentation.asgi" if is_there else "another"
    monkeypatch.setitem(sys.modules, name, module)
    app = _serving(records.config())
    app.add_middleware(OpenTelemetryMiddleware)
    TestClient(app).get("/")
    assert bool(records.spans) is not is_there


def test_an_application_that_is_instrumented_is_not_recorded_twice(records):
    """As `FastAPIInstrumentor` does, which notes here what it has replaced."""
    app = _serving(records.config())
    app._original_build_middleware_stack = app.build_middleware_stack
    TestClient(app).get("/")
    assert records.spans == []


def test_settings_that_nobody_knows_are_ignored(records):
    app = _serving(records.config(unknown=1))
    TestClient(app).get("/")
    assert records.request.name == "GET /"


async def _coroutine(scope):
    pass


@pytest.mark.parametrize("exclude", [1, _coroutine])
def test_exclude_is_a_function(exclude):
    with pytest.raises(TypeError, match="Give a function"):
        Etude(telemetry={"exclude": exclude})


def test_what_is_excluded_is_not_recorded(records, tmp_path):
    asked = []

    def exclude(scope):
        asked.append(scope["type"])
        return scope["path"].startswith("/inner")

    app = Etude(telemetry=records.config(exclude=exclude))
    inner = _serving(records.config())
    inner.frontend("/pages", directory=tmp_path)
    app.mount("/inner", inner)
    app.get("/")(lambda: 2)
    with TestClient(app) as client:
        assert client.get("/inner/").json() == 1
        assert client.delete("/inner/").status_code == 405
        assert client.get("/inner/pages/a").status_code == 404
        assert records.spans == []
        assert client.get("/").json() == 2
    assert records.request.name == "GET /"
    assert asked == ["http"] * 4
