"""Promises about `dependency_overrides`."""

import functools
from types import SimpleNamespace
from typing import Optional

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, HTTPException, Security, WebSocket
from etude.security import APIKeyHeader, SecurityScopes
from etude.testclient import TestClient


def original(q: int):
    return f"original {q}"


def needing(value: Annotated[str, Depends(original)]):
    return f"needing {value}"


@pytest.fixture
def app():
    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, Depends(original)]):
        return value

    @app.get("/deeper")
    def read_deeper(value: Annotated[str, Depends(needing)]):
        return value

    return app


@pytest.fixture
def client(app):
    return TestClient(app)


def test_overrides_are_an_empty_dict_at_first(app):
    assert app.dependency_overrides == {}


def test_a_replacement_holds_wherever_the_original_is_used(app, client):
    app.dependency_overrides[original] = lambda: "other"
    assert client.get("/").json() == "other"
    assert client.get("/deeper").json() == "needing other"


def test_overrides_are_looked_up_for_each_request(app, client):
    assert client.get("/?q=1").json() == "original 1"
    app.dependency_overrides[original] = lambda: "first"
    assert client.get("/?q=1").json() == "first"
    app.dependency_overrides = {original: lambda: "second"}
    assert client.get("/?q=1").json() == "second"
    app.dependency_overrides.clear()
    assert client.get("/?q=1").json() == "original 1"


def test_neither_the_original_nor_what_it_needs_runs():
    app, calls = Etude(), []

    def inner():
        calls.append("inner")

    def outer(value: Annotated[None, Depends(inner)]):
        calls.append("outer")

    app.add_api_route("/", lambda: "answered", dependencies=[Depends(outer)])
    app.dependency_overrides[outer] = lambda: calls.append("replacement")
    assert TestClient(app).get("/").json() == "answered"
    assert calls == ["replacement"]


def test_a_replacement_has_parameters_and_dependencies_of_its_own(app, client):
    def replacement(page: int, deeper: Annotated[str, Depends(lambda text: text)]):
        return [page, deeper]

    app.dependency_overrides[original] = replacement
    assert client.get("/?page=2&text=x").json() == [2, "x"]
    errors = client.get("/?page=x").json()["detail"]
    assert [error["loc"] for error in errors] == [["query", "text"], ["query", "page"]]


def test_the_document_shows_the_original(app):
    app.dependency_overrides[original] = lambda other: other
    operation = app.openapi()["paths"]["/"]["get"]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["q"]


async def awaited():
    return "replaced"


def yielding():
    yield "replaced"


async def async_yielding():
    yield "replaced"


class Replaced(str):
    def __new__(cls):
        return str.__new__(cls, "replaced")


@pytest.mark.parametrize("replacement", [awaited, yielding, async_yielding, Replaced])
def test_a_replacement_may_be_any_callable(app, client, replacement):
    app.dependency_overrides[original] = replacement
    assert client.get("/").json() == "replaced"


def test_the_replacement_of_what_yields_may_return_and_the_scope_holds_otherwise(events):
    app, a = Etude(), events.opening("A")

    @app.get("/")
    def read(value: Annotated[str, Depends(a, scope="function")]):
        events.append(f"endpoint {value}")

    app.dependency_overrides[a] = lambda: "returned"
    assert events.serve(app) == ["endpoint returned", "send 200", "send body"]
    events.clear()
    app.dependency_overrides[a] = events.opening("R")
    assert events.serve(app) == ["R in", "endpoint R", "R out", "send 200", "send body"]


def test_a_replacement_gets_the_scopes_of_the_place():
    def check():
        raise HTTPException(401)

    def scopes_of_here(scopes: SecurityScopes):
        return scopes.scopes

    app = Etude()

    @app.get("/")
    def read(value: Annotated[list, Security(check, scopes=["a", "b"])]):
        return value

    app.dependency_overrides[check] = scopes_of_here
    assert TestClient(app).get("/").json() == ["a", "b"]


def test_listed_dependencies_are_replaced_at_every_level():
    calls = []

    def level(name):
        def dependency():
            raise HTTPException(401)

        return name, dependency

    levels = [level(name) for name in ("app", "include", "router", "operation")]
    listed = [[Depends(dependency)] for _, dependency in levels]
    app, router = Etude(dependencies=listed[0]), APIRouter(dependencies=listed[2])
    router.add_api_route("/", lambda: None, dependencies=listed[3])
    app.include_router(router, dependencies=listed[1])
    client = TestClient(app)
    assert client.get("/").status_code == 401
    for name, dependency in levels:
        app.dependency_overrides[dependency] = functools.partial(calls.append, name)
    assert client.get("/").status_code == 200
    assert calls == ["app", "include", "router", "operation"]


def test_a_security_scheme_can_be_replaced_and_stays_in_the_document():
    app, scheme = Etude(), APIKeyHeader(name="X-Key")

    @app.get("/")
    def read(key: Annotated[str, Depends(scheme)]):
        return key

    app.dependency_overrides[scheme] = lambda: "tester"
    assert TestClient(app).get("/").json() == "tester"
    document = app.openapi()
    assert document["paths"]["/"]["get"]["security"] == [{"APIKeyHeader": []}]
    assert list(document["components"]["securitySchemes"]) == ["APIKeyHeader"]


def test_two_that_replace_each_other_are_swapped():
    def first():
        return "first"

    def second():
        return "second"

    app = Etude()

    @app.get("/")
    def read(a: Annotated[str, Depends(first)], b: Annotated[str, Depends(second)]):
        return [a, b]

    app.dependency_overrides = {first: second, second: first}
    assert TestClient(app).get("/").json() == ["second", "first"]


def test_a_replacement_may_depend_on_what_it_replaces(app, client):
    def around(value: Annotated[str, Depends(original)]):
        return f"around {value}"

    app.dependency_overrides[original] = around
    assert client.get("/?q=1").json() == "around original 1"


def test_the_original_is_what_runs_once():
    calls = []

    def first():
        calls.append("first")

    def second():
        calls.append("second")

    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[None, Depends(first)],
        b: Annotated[None, Depends(second)],
        c: Annotated[None, Depends(second)],
    ):
        pass

    app.dependency_overrides[second] = first
    TestClient(app).get("/")
    assert calls == ["first", "first"]


def test_keys_are_compared_as_a_dict_compares_them():
    partial = functools.partial(original, q=7)

    class Reader:
        def read(self):
            return "method"

    reader, app = Reader(), Etude()

    @app.get("/")
    def read(
        a: Annotated[str, Depends(partial)],
        b: Annotated[str, Depends(reader.read)],
    ):
        return [a, b]

    client = TestClient(app)
    app.dependency_overrides = {original: lambda: "unused"}
    assert client.get("/").json() == ["original 7", "method"]
    app.dependency_overrides = {partial: lambda: "a", reader.read: lambda: "b"}
    assert client.get("/").json() == ["a", "b"]


def test_a_dependency_that_cannot_be_a_key_is_used_as_it_is(app):
    class Unhashable:
        __hash__ = None

        def __call__(self):
            return "itself"

    @app.get("/itself")
    def read(value: Annotated[str, Depends(Unhashable())]):
        return value

    app.dependency_overrides[original] = lambda: "other"
    assert TestClient(app).get("/itself").json() == "itself"


@pytest.mark.parametrize("replacement", [None, 3, "text"])
def test_a_replacement_that_cannot_be_called_is_a_server_error(app, replacement):
    app.dependency_overrides[original] = replacement
    with pytest.raises(TypeError, match="not a callable object"):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


def test_a_mounted_application_has_its_own_overrides(app):
    outer = Etude()
    outer.mount("/inner", app)
    outer.dependency_overrides[original] = lambda: "outer"
    client = TestClient(outer)
    assert client.get("/inner/?q=1").json() == "original 1"
    app.dependency_overrides[original] = lambda: "inner"
    assert client.get("/inner/?q=1").json() == "inner"


def test_a_router_follows_each_application_that_includes_it():
    router, apps = APIRouter(), [Etude(), Etude()]

    @router.get("/")
    def read(value: Annotated[Optional[str], Depends(original)]):
        return value

    for number, app in enumerate(apps):
        app.include_router(router)
        app.dependency_overrides[original] = (lambda: "first", lambda: "second")[number]
    assert [TestClient(app).get("/").json() for app in apps] == ["first", "second"]


def test_a_router_that_is_served_by_itself_may_have_overrides_of_its_own():
    def value():
        return "declared"

    provider = SimpleNamespace(dependency_overrides={value: lambda: "replaced"})
    router = APIRouter(dependency_overrides_provider=provider)

    @router.get("/")
    def read(value: Annotated[str, Depends(value)]):
        return value

    @router.websocket("/")
    async def talk(websocket: WebSocket, value: Annotated[str, Depends(value)]):
        await websocket.accept()
        await websocket.send_text(value)

    client = TestClient(router)
    assert client.get("/").json() == "replaced"
    with client.websocket_connect("/") as session:
        assert session.receive_text() == "replaced"
