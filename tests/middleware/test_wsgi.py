"""Promises about WSGI applications below a path."""

import importlib
import sys
from types import ModuleType

import pytest
from starlette.middleware.gzip import GZipMiddleware

from etude import Etude
from etude.testclient import TestClient


@pytest.fixture(params=["a2wsgi", "starlette"])
def adapter(request, monkeypatch):
    """The adapter, with and without the package a2wsgi."""
    if request.param == "starlette":
        monkeypatch.setitem(sys.modules, "a2wsgi", None)
    return fresh_module(monkeypatch).WSGIMiddleware


def fresh_module(monkeypatch):
    """Import the module as if for the first time, so that Starlette warns again."""
    for name in ("etude.middleware.wsgi", "starlette.middleware.wsgi"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("etude.middleware.wsgi")


def wsgi_application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("201 Created", [("Content-Type", "text/plain"), ("X-Own", "wsgi")])
    names = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return [" ".join(environ[name] for name in names).encode() + b" " + body]


def test_a_wsgi_application_serves_what_is_below_its_path(adapter):
    app = Etude()
    app.mount("/v1", adapter(wsgi_application))
    app.add_api_route("/v2", lambda: "etude")
    with TestClient(app) as client:
        answer = client.post("/v1/items/?q=1", content=b"sent")
        assert (answer.status_code, answer.headers["x-own"]) == (201, "wsgi")
        assert answer.text == "POST /v1 /items/ q=1 sent"
        assert client.get("/v2").json() == "etude"


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_wsgi_application_answers_with_and_without_the_root_path(adapter, prefix):
    app = Etude(root_path="/api")
    app.mount("/v1", adapter(wsgi_application))
    with TestClient(app) as client:
        assert client.get(f"{prefix}/v1/items").text == "GET /api/v1 /items  "


def test_the_maintained_adapter_is_used_where_it_is_installed(monkeypatch):
    installed = ModuleType("a2wsgi")
    installed.WSGIMiddleware = GZipMiddleware
    monkeypatch.setitem(sys.modules, "a2wsgi", installed)
    assert fresh_module(monkeypatch).WSGIMiddleware is GZipMiddleware


def test_without_it_the_adapter_of_starlette_is_used_and_warns_of_nothing(monkeypatch):
    monkeypatch.setitem(sys.modules, "a2wsgi", None)
    found = fresh_module(monkeypatch).WSGIMiddleware
    assert found.__module__ == "starlette.middleware.wsgi"
