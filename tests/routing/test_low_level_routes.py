"""Promises about endpoints of Starlette beside path operations, and about lists of routes."""

import threading
from copy import copy

import pytest
from starlette.endpoints import HTTPEndpoint
from starlette.routing import Host, Route

from etude import APIRouter, Depends, Etude, Request
from etude.responses import PlainTextResponse
from etude.routing import APIRoute, RouteContext, iter_route_contexts
from etude.testclient import TestClient


def answer(request):
    return PlainTextResponse(f"{request.method} {threading.current_thread().name}")


class Endpoint(HTTPEndpoint):
    async def get(self, request):
        return PlainTextResponse("get")

    async def post(self, request):
        return PlainTextResponse("post")


# Endpoints


def test_a_low_level_endpoint_answers_get_and_head_and_runs_in_a_thread():
    app = Etude()
    app.add_route("/", answer)
    client = TestClient(app)
    assert client.get("/").text.startswith("GET ")
    assert threading.current_thread().name not in client.get("/").text
    assert client.head("/").status_code == 200
    refused = client.post("/")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_low_level_endpoint_may_have_methods_and_a_name():
    app = Etude()
    app.add_route("/x/{id}", answer, methods=["PUT"], name="put")
    assert TestClient(app).put("/x/1").text.startswith("PUT")
    assert app.url_path_for("put", id="1") == "/x/1"


def test_a_class_can_be_a_low_level_endpoint():
    app = Etude()
    app.add_route("/", Endpoint)
    client = TestClient(app)
    assert [client.get("/").text, client.post("/").text] == ["get", "post"]


def test_a_low_level_endpoint_has_no_dependencies_and_is_not_documented():
    ran = []
    app = Etude(dependencies=[Depends(lambda: ran.append("app"))])
    router = APIRouter(dependencies=[Depends(lambda: ran.append("router"))])
    app.add_route("/app", answer)
    router.add_route("/router", answer)
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/app").status_code == client.get("/router").status_code == 200
    assert ran == []
    assert app.openapi()["paths"] == {}


def test_a_router_declares_low_level_endpoints_by_a_decorator():
    router = APIRouter(prefix="/router")
    assert router.route("/x", methods=["PUT"], name="named", include_in_schema=False)(answer)
    app = Etude()
    app.include_router(router, prefix="/v1")
    assert TestClient(app).put("/v1/router/x").text.startswith("PUT")
    assert app.url_path_for("named") == "/v1/router/x"


def test_the_path_of_a_low_level_endpoint_begins_with_a_slash():
    with pytest.raises(AssertionError, match="must start with '/'"):
        Etude().add_route("x", answer)


# Routes given to the constructor, and those of the document


def test_routes_of_the_constructor_come_after_the_pages_and_are_documented():
    def read():
        return "operation"

    ran = []
    routes = [Route("/docs", answer), APIRoute("/x", read), Route("/y", answer)]
    app = Etude(routes=routes, dependencies=[Depends(lambda: ran.append(1))])
    client = TestClient(app)
    assert app.routes[-3:] == routes
    assert "<title>" in client.get("/docs").text
    assert client.get("/x").json() == "operation"
    assert client.get("/y").text.startswith("GET")
    assert ran == []
    assert list(app.openapi()["paths"]) == ["/x"]


def test_the_routes_of_the_document_are_low_level_and_without_dependencies():
    ran = []
    app = Etude(dependencies=[Depends(lambda: ran.append(1))])
    names = ["openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"]
    client = TestClient(app)
    for name in names:
        assert client.get(app.url_path_for(name)).status_code == 200
        assert client.head(app.url_path_for(name)).status_code == 200
    assert ran == []
    assert app.openapi()["paths"] == {}


def test_the_routes_of_the_document_can_be_added_again():
    app = Etude()
    before = [route.path for route in app.routes]
    app.setup()
    assert [route.path for route in app.routes] == before * 2


# Views of routes


@pytest.fixture
def app():
    """An application with a route of each kind."""
    app = Etude(openapi_url=None)

    @app.get("/items/{number:int}")
    def read_item(number: int):
        return number

    router = APIRouter(prefix="/r")

    @router.post("/x")
    def make(request: Request):
        return request.scope["route"].path

    app.include_router(router, prefix="/v1")
    app.add_route("/low", answer)
    app.mount("/sub", Etude(), name="sub")
    app.mount("/nameless", Etude())
    app.host("api.example.org", Etude())
    return app


def test_route_contexts_show_all_routes_with_their_whole_paths(app):
    contexts = list(iter_route_contexts(app.routes))
    assert all(isinstance(context, RouteContext) for context in contexts)
    shown = [(c.path, c.path_format, c.name, c.methods) for c in contexts]
    assert shown == [
        ("/items/{number:int}", "/items/{number}", "read_item", {"GET"}),
        ("/v1/r/x", "/v1/r/x", "make", {"POST"}),
        ("/low", "/low", "answer", {"GET", "HEAD"}),
        ("/sub", "/sub/{path}", "sub", None),
        ("/nameless", "/nameless/{path}", None, None),
        (None, None, None, None),
    ]
    assert [context.endpoint for context in contexts][2:] == [answer, None, None, None]
    assert isinstance(contexts[-1].original_route, Host)


def test_a_route_context_does_what_its_route_does(app):
    context = next(iter(iter_route_contexts(app.routes)))
    scope = {"type": "http", "path": "/items/1", "method": "GET", "path_params": {}}
    assert context.matches(scope)[1]["path_params"] == {"number": 1}
    assert context.include_in_schema
    assert copy(context).path == context.path
    with pytest.raises(AttributeError, match="'APIRoute' object has no attribute 'nothing'"):
        context.nothing  # noqa: B018


def test_a_route_context_holds_the_route_that_a_request_finds_in_its_scope(app):
    contexts = {context.path: context for context in iter_route_contexts(app.routes)}
    assert TestClient(app).post("/v1/r/x").json() == "/v1/r/x"
    contexts["/v1/r/x"].original_route.operation_id = "made"
    assert app.openapi()["paths"]["/v1/r/x"]["post"]["operationId"] == "made"


def test_route_contexts_show_the_pages_too():
    paths = [context.path for context in iter_route_contexts(Etude().routes)]
    assert {"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"} <= set(paths)
