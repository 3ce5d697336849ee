"""Exporters that install themselves."""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module

import pytest
from opentelemetry import _logs, metrics, trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.util._once import Once

from etude import Etude
from etude.testclient import TestClient

_PLACES = (
    (trace, "_TRACER_PROVIDER"),
    (metrics._internal, "_METER_PROVIDER"),
    (_logs._internal, "_LOGGER_PROVIDER"),
)


@pytest.fixture(autouse=True)
def _no_global_providers(monkeypatch):
    """Forget the global providers before and after a test."""
    for module, name in _PLACES:
        monkeypatch.setattr(module, name, None)
        monkeypatch.setattr(module, f"{name}_SET_ONCE", Once())


def _shut_down():
    for module, name in _PLACES:
        if getattr(module, name) is not None:
            getattr(module, name).shutdown()


@pytest.fixture
def collector(monkeypatch):
    """An OTLP endpoint that the environment names; the paths that were sent something."""
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        yield paths
        _shut_down()
        server.shutdown()
        thread.join()


def _serve(telemetry):
    app = Etude(telemetry=telemetry)
    app.get("/")(lambda: 1 / 0)
    with TestClient(app, raise_server_exceptions=False) as client:
        client.get("/")
    return app


ALL = {"/v1/traces", "/v1/metrics", "/v1/logs"}


def test_at_startup_exporters_are_installed_that_send_at_shutdown(collector):
    app = _serve({"auto_configure": True})
    assert set(collector) == ALL
    del collector[:]
    with TestClient(app, raise_server_exceptions=False) as client:
        client.get("/")
    assert set(collector) == ALL


def test_without_a_lifespan_none_is_installed(collector):
    app = Etude(telemetry={"auto_configure": True})
    assert TestClient(app).get("/openapi.json").status_code == 200
    assert [getattr(module, name) for module, name in _PLACES] == [None] * 3


@pytest.mark.parametrize(
    ("variable", "given", "expected"),
    [
        ("true", {}, ALL),
        ("TRUE", {}, ALL),
        ("1", {}, set()),
        ("true", {"auto_configure": False}, set()),
        ("", {}, set()),
        ("", {"auto_configure": True, "logs": False}, ALL - {"/v1/logs"}),
    ],
)
def test_the_environment_or_the_settings_ask_for_it(
    collector, monkeypatch, variable, given, expected
):
    monkeypatch.setenv("ETUDE_OTEL_AUTO_CONFIGURE", variable)
    _serve(given)
    assert set(collector) == expected


@pytest.mark.parametrize(
    ("variable", "value", "missing"),
    [
        ("OTEL_SDK_DISABLED", "true", ALL),
        ("OTEL_TRACES_EXPORTER", "none", {"/v1/traces"}),
        ("OTEL_METRICS_EXPORTER", "console,otlp", set()),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "", ALL),
        ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "http/protobuf", set()),
    ],
)
def test_the_environment_says_what_is_exported(collector, monkeypatch, variable, value, missing):
    monkeypatch.setenv(variable, value)
    _serve({"auto_configure": True})
    assert set(collector) == ALL - missing


def test_a_signal_may_have_an_endpoint_of_its_own(collector, monkeypatch):
    endpoint = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"]
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"{endpoint}/mine")
    _serve({"auto_configure": True})
    assert collector == ["/mine"]


@pytest.mark.parametrize("protocol", ["grpc", "http/json"])
def test_another_protocol_is_said_not_to_be_installed(collector, monkeypatch, caplog, protocol):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", protocol)
    _serve({"auto_configure": True})
    assert set(collector) == ALL - {"/v1/traces"}
    assert "no export of tracing" in caplog.text
    assert f"'{protocol}'" in caplog.text


def test_the_exporter_of_another_protocol_is_taken_where_it_is_installed(collector, monkeypatch):
    package = "opentelemetry.exporter.otlp.proto"
    known = set(sys.modules)
    monkeypatch.setitem(sys.modules, f"{package}.grpc", import_module(f"{package}.http"))
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    _serve({"auto_configure": True})
    assert set(collector) == ALL
    for name in set(sys.modules) - known:
        if name.startswith(f"{package}.grpc."):
            del sys.modules[name]


def test_providers_that_are_there_stay_as_they_are(collector, records):
    trace.set_tracer_provider(TracerProvider())
    _serve({"auto_configure": True, "meter_provider": records.meters})
    assert set(collector) == {"/v1/logs"}


def test_a_package_that_is_missing_is_named(collector, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    _serve({"auto_configure": True})
    assert set(collector) == ALL - {"/v1/traces"}
    assert "pip install 'etude[telemetry]'" in caplog.text


@pytest.mark.parametrize("missing", ["_recording", "_exporters"])
def test_without_opentelemetry_the_log_says_how_to_install_it(monkeypatch, caplog, missing):
    monkeypatch.setitem(sys.modules, f"etude.telemetry.{missing}", None)
    _serve({"auto_configure": True})
    assert "pip install 'etude[telemetry]'" in caplog.text
