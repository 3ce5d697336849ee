"""Promises about slashes at the end of a path, and about proxies that serve below a prefix."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from etude import APIRouter, Etude, Request
from etude.testclient import TestClient


def app_with(*paths, methods=("GET",), **options):
    app = Etude(**options)
    for path in paths:
        app.add_api_route(path, lambda: 1, methods=list(methods))
    return app


@pytest.mark.parametrize(
    ("declared", "asked"), [("/x", "/x/"), ("/x/", "/x"), ("/x", "/x//"), ("/docs2", "/docs/")]
)
def test_a_slash_more_or_less_redirects_with_the_query(declared, asked):
    client = TestClient(app_with(declared), follow_redirects=False)
    answer = client.get(f"{asked}?q=1")
    target = asked.rstrip("/") if asked.endswith("/") else f"{asked}/"
    assert answer.status_code == 307
    assert answer.headers["location"] == f"http://testserver{target}?q=1"
    assert (answer.content, answer.headers["content-length"]) == (b"", "0")


def test_a_redirect_does_not_ask_for_the_method():
    client = TestClient(app_with("/x", methods=["POST"]), follow_redirects=False)
    assert client.get("/x/").status_code == client.post("/x/").status_code == 307


@pytest.mark.parametrize("path", ["/y/", "/", "/x/y/"])
def test_what_no_slash_would_mend_is_not_found(path):
    assert TestClient(app_with("/x")).get(path).status_code == 404


@pytest.mark.parametrize(("setting", "status"), [(True, 307), (False, 404)])
def test_redirects_of_an_included_router_are_those_of_the_application(setting, status):
    router = APIRouter(redirect_slashes=not setting)
    router.add_api_route("/x/", lambda: 1)
    app = Etude(redirect_slashes=setting)
    app.include_router(router)
    assert TestClient(app, follow_redirects=False).get("/x").status_code == status


def test_redirects_can_be_turned_off():
    client = TestClient(app_with("/x", redirect_slashes=False))
    assert client.get("/x/").json() == {"detail": "Not Found"}


# Prefixes


@pytest.mark.parametrize("path", ["/x", "/api/x"])
def test_an_operation_answers_with_and_without_the_root_path(path):
    app = Etude(root_path="/api")

    @app.get("/x")
    def read(request: Request):
        return [request.scope["root_path"], request.scope["path"]]

    assert TestClient(app).get(path).json() == ["/api", path]


@pytest.mark.parametrize("path", ["/apix", "/api2/x"])
def test_a_path_that_only_begins_like_the_root_path_keeps_it(path):
    client = TestClient(app_with("/x", root_path="/api"))
    assert client.get(path).status_code == 404


def test_the_root_path_alone_is_the_empty_path():
    app = Etude(root_path="/api", routes=[Route("/", lambda request: PlainTextResponse("root"))])
    assert TestClient(app).get("/api/").text == "root"


def test_the_root_path_of_the_server_counts_without_one_of_the_application():
    app = app_with("/x")
    client = TestClient(app, root_path="/proxy")
    assert client.get("/x").status_code == 200
    assert client.get("/openapi.json").json()["servers"] == [{"url": "/proxy"}]


def test_the_document_lists_the_root_path_first_and_once():
    servers = [{"url": "https://a.example"}]
    app = Etude(root_path="/api/", servers=servers)
    document = TestClient(app).get("/openapi.json").json()
    assert document["servers"] == [{"url": "/api"}, *servers]
    assert app.openapi()["servers"] == servers
    assert app.servers == servers

    listed = Etude(root_path="/api", servers=[{"url": "/api", "description": "d"}])
    document = TestClient(listed).get("/openapi.json").json()
    assert document["servers"] == [{"url": "/api", "description": "d"}]


def test_the_document_can_leave_the_root_path_out():
    app = Etude(root_path="/api", root_path_in_servers=False)
    assert "servers" not in TestClient(app).get("/openapi.json").json()


def test_the_pages_refer_to_the_document_below_the_root_path():
    client = TestClient(Etude(root_path="/api"))
    for page in ("/docs", "/redoc"):
        assert "/api/openapi.json" in client.get(page).text
    assert "/api/docs/oauth2-redirect" in client.get("/docs").text


# A router by itself


def test_a_router_serves_what_no_route_takes_by_its_default():
    async def default(scope, receive, send):
        await PlainTextResponse("default")(scope, receive, send)

    router = APIRouter(default=default, routes=[Route("/x", lambda r: PlainTextResponse("x"))])
    app = Etude(openapi_url=None)
    app.mount("/r", router)
    client = TestClient(app)
    assert client.get("/r/x").text == "x"
    assert client.get("/r/none").text == "default"


def test_a_root_path_may_end_with_a_slash():
    app = Etude(root_path="/api/")
    app.get("/x")(lambda: 1)
    client = TestClient(app)
    assert [client.get(path).status_code for path in ("/x", "/api/x", "/apix")] == [200, 200, 404]


def test_an_application_with_a_root_path_can_be_mounted():
    app, inner = Etude(), Etude(root_path="/elsewhere")
    inner.get("/x")(lambda: 1)
    app.mount("/inner", inner)
    client = TestClient(app)
    assert client.get("/inner/x").json() == 1
    assert client.get("/inner/openapi.json").json()["servers"] == [{"url": "/inner"}]
