"""Promises about the application: its construction, its pages, its middleware, its lifespan."""

import re
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import NoMatchFound, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from etude import APIRouter, Etude, HTTPException, Request
from etude.exceptions import DeclarationError
from etude.logger import logger
from etude.routing import APIRoute
from etude.testclient import TestClient

PAGES = ["/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"]


def statuses(app):
    client = TestClient(app)
    return [client.get(path).status_code for path in PAGES]


def test_an_application_is_a_starlette_application():
    assert isinstance(Etude(), Starlette)


def test_an_application_has_its_options_as_attributes():
    app = Etude(title="T", servers=None, contact={"name": "n"})
    assert (app.title, app.version, app.description) == ("T", "0.1.0", "")
    assert (app.servers, app.contact, app.openapi_version) == ([], {"name": "n"}, "3.1.0")
    assert (app.docs_url, app.redoc_url) == ("/docs", "/redoc")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"title": ""}, "The document needs a title.*title='My service'"),
        ({"version": ""}, "The document needs a version.*version='1.0.0'"),
        ({"title": None}, "needs a title"),
        ({"openapi_url": "openapi.json"}, "openapi_url is 'openapi.json'. It must begin with"),
    ],
)
def test_a_document_without_a_name_is_refused(options, message):
    with pytest.raises(DeclarationError, match=message):
        Etude(**options)


@pytest.mark.parametrize("openapi_url", [None, ""])
def test_without_a_document_nothing_is_checked_and_no_page_is_served(openapi_url):
    app = Etude(title="", openapi_url=openapi_url)
    assert statuses(app) == [404] * 4


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [200, 200, 200, 200]),
        ({"docs_url": None}, [200, 404, 404, 200]),
        ({"redoc_url": None}, [200, 200, 200, 404]),
        ({"docs_url": "", "redoc_url": ""}, [200, 404, 404, 404]),
        ({"swagger_ui_oauth2_redirect_url": None}, [200, 200, 404, 200]),
        ({"openapi_url": "/other.json"}, [404, 200, 200, 200]),
    ],
)
def test_each_page_can_be_turned_off(options, expected):
    app = Etude(**options)
    assert statuses(app) == expected
    assert app.openapi()["paths"] == {}


def test_the_pages_can_be_moved():
    app = Etude(openapi_url="/o.json", docs_url="/d", redoc_url="/r", title="My <API>")
    client = TestClient(app)
    swagger, redoc = client.get("/d"), client.get("/r")
    assert "/o.json" in swagger.text
    assert "/o.json" in redoc.text
    assert "My &lt;API&gt; - Swagger UI" in swagger.text
    assert "My &lt;API&gt; - ReDoc" in redoc.text
    assert swagger.headers["content-type"] == "text/html; charset=utf-8"


def test_the_pages_load_their_files_from_the_application():
    client = TestClient(Etude())
    for page in ("/docs", "/redoc"):
        links = re.findall(r'(?:src|href)="(/[^"]+)"', client.get(page).text)
        assert links
        for link in links:
            assert client.get(link).status_code == 200


def test_options_of_swagger_ui_reach_its_page():
    app = Etude(
        swagger_ui_parameters={"deepLinking": False}, swagger_ui_init_oauth={"clientId": "me"}
    )
    page = TestClient(app).get("/docs").text
    assert '"deepLinking": false' in page
    assert "initOAuth" in page
    without = TestClient(Etude(swagger_ui_oauth2_redirect_url=None)).get("/docs").text
    assert "oauth2RedirectUrl" not in without


def test_the_document_and_the_pages_answer_head_and_have_names():
    app = Etude()
    client = TestClient(app)
    assert [client.head(path).status_code for path in PAGES] == [200] * 4
    names = ["openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"]
    assert [app.url_path_for(name) for name in names] == PAGES


def test_the_pages_come_before_routes_of_the_same_path():
    app = Etude(routes=[Route("/docs", lambda request: PlainTextResponse("mine"))])
    app.add_api_route("/redoc", lambda: "mine")
    assert "mine" not in TestClient(app).get("/docs").text
    assert "mine" not in TestClient(app).get("/redoc").text


def test_a_path_is_made_of_a_name_and_its_parameters():
    app = Etude()
    app.add_api_route("/items/{item}", lambda item: None, name="item")
    assert app.url_path_for("item", item="a") == "/items/a"
    with pytest.raises(NoMatchFound):
        app.url_path_for("item")


def test_the_state_of_an_application_is_shared_by_its_requests():
    app = Etude()
    app.state.count = 0

    @app.get("/")
    def read(request: Request):
        request.app.state.count += 1
        return request.app.state.count

    client = TestClient(app)
    assert [client.get("/").json(), client.get("/").json()] == [1, 2]


def test_an_operation_can_be_a_route_of_a_plain_starlette_application():
    async def read():
        return 1

    client = TestClient(Starlette(routes=[APIRoute("/x", read)]))
    assert client.get("/x").json() == 1
    answer = client.post("/x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.head("/x").headers["content-length"] == "1"
    assert client.options("/x").headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_logger_has_the_name_of_the_package():
    assert logger.name == "etude"


# Middleware


class Tagging:
    """Adds its name to a header of the answer."""

    def __init__(self, app, name):
        self.app, self.name = app, name

    async def __call__(self, scope, receive, send):
        async def tag(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-tag", self.name.encode())]
            await send(message)

        await self.app(scope, receive, tag)


def test_middleware_stands_around_in_the_order_that_was_said():
    app = Etude(middleware=[Middleware(Tagging, name="a"), Middleware(Tagging, "b")])
    app.add_middleware(Tagging, name="outermost")

    @app.middleware("http")
    async def add(request, call_next):
        response = await call_next(request)
        response.headers["x-own"] = ",".join(response.headers.getlist("x-tag"))
        return response

    app.add_api_route("/", lambda: 1)
    answer = TestClient(app).get("/")
    assert answer.headers["x-tag"].replace(" ", "") == "b,a,outermost"
    assert answer.headers["x-own"] == "b,a,outermost"


def test_middleware_cannot_be_added_once_the_application_serves():
    app = Etude()
    TestClient(app).get("/")
    with pytest.raises(RuntimeError, match="Cannot add middleware"):
        app.add_middleware(Tagging, name="late")


def test_an_exception_inside_middleware_is_a_server_error():
    app = Etude()

    @app.middleware("http")
    async def refuse(request, call_next):
        raise HTTPException(403)

    app.add_api_route("/", lambda: 1)
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


# Lifespan and WebSockets of Starlette


@pytest.mark.parametrize("middleware", [None, [Middleware(Tagging, name="a")]])
def test_a_lifespan_surrounds_the_time_of_serving(middleware):
    events = []

    @asynccontextmanager
    async def lifespan(app):
        events.append(f"start {app.title}")
        yield {"made": "at the start"}
        events.append("stop")

    app = Etude(lifespan=lifespan, middleware=middleware)

    @app.get("/")
    def read(request: Request):
        events.append("request")
        return request.state.made

    with TestClient(app) as client:
        assert client.get("/").json() == "at the start"
    assert events == ["start Etude", "request", "stop"]


@pytest.mark.parametrize("middleware", [None, [Middleware(Tagging, name="a")]])
def test_websocket_routes_of_starlette_are_served(middleware):
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    async def fail(websocket: WebSocket):
        raise KeyError("talk")

    app = Etude(routes=[WebSocketRoute("/ws", talk), WebSocketRoute("/no", fail)])
    if middleware:
        app = Etude(routes=app.routes[-2:], middleware=middleware)
    client = TestClient(app)
    with client.websocket_connect("/ws") as session:
        assert session.receive_text() == "hello"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/none"):
        pass
    with pytest.raises(KeyError, match="talk"), client.websocket_connect("/no"):
        pass


def test_a_websocket_route_does_not_serve_http():
    async def talk(websocket: WebSocket):
        await websocket.accept()

    app = Etude(routes=[WebSocketRoute("/ws", talk)])
    assert TestClient(app).get("/ws").status_code == 404


def test_a_router_takes_starlette_endpoints_with_a_decorator():
    router = APIRouter(prefix="/inner")

    @router.route("/plain", methods=["POST"], name="own")
    async def plain(request):
        return PlainTextResponse(request.method)

    app = Etude()
    app.include_router(router, prefix="/outer")
    assert TestClient(app).post("/outer/inner/plain").text == "POST"
    assert app.url_path_for("own") == "/outer/inner/plain"
    assert app.openapi()["paths"] == {}
