"""Promises about mounted applications, hosts and static files, and about root paths around them."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Host, Mount, Route

from etude import APIRouter, Depends, Etude, HTTPException, Request
from etude.responses import PlainTextResponse
from etude.staticfiles import StaticFiles
from etude.testclient import TestClient


class Broken(Exception):
    pass


class PassOn:
    """Middleware that changes nothing."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


def show(request: Request):
    """Say what an operation sees of where it is."""
    return {
        "root_path": request.scope["root_path"],
        "path": request.scope["path"],
        "url": str(request.url),
        "base_url": str(request.base_url),
        "title": request.app.title,
    }


def mounted(**options):
    app = Etude(title="mounted", **options)
    app.add_api_route("/show", show)
    return app


# What a mounted application sees and keeps to itself


def test_a_mounted_application_knows_its_place_and_the_whole_path():
    app, middle = Etude(), Etude()
    middle.mount("/inner", mounted())
    app.mount("/outer", middle)
    assert TestClient(app).get("/outer/inner/show").json() == {
        "root_path": "/outer/inner",
        "path": "/outer/inner/show",
        "url": "http://testserver/outer/inner/show",
        "base_url": "http://testserver/",
        "title": "mounted",
    }


def test_a_mounted_application_has_its_own_document_and_pages():
    app = Etude()
    app.mount("/sub", mounted())
    client = TestClient(app)
    document = client.get("/sub/openapi.json").json()
    assert document["servers"] == [{"url": "/sub"}]
    assert list(document["paths"]) == ["/show"]
    assert "/sub/openapi.json" in client.get("/sub/docs").text
    assert app.openapi()["paths"] == {}


def test_all_below_a_mount_belongs_to_it_its_errors_too():
    app, sub = Etude(), Etude()
    sub.add_exception_handler(404, lambda request, error: PlainTextResponse("sub", 404))
    app.add_exception_handler(404, lambda request, error: PlainTextResponse("app", 404))
    app.mount("/sub", sub)
    app.add_api_route("/sub/late", lambda: "never")
    client = TestClient(app)
    assert client.get("/sub/late").text == client.get("/sub/x").text == "sub"
    assert client.get("/x").text == "app"


@pytest.mark.parametrize("path", ["", "/"])
def test_a_mount_at_the_root_shadows_what_is_registered_later(path):
    app = Etude()
    app.mount(path, mounted())
    app.add_api_route("/late", lambda: "never")
    client = TestClient(app)
    assert client.get("/show").json()["title"] == "mounted"
    assert client.get("/late").status_code == 404
    assert "<title>Etude - Swagger UI" in client.get("/docs").text


@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_the_path_of_a_mount_begins_with_a_slash(owner):
    with pytest.raises(AssertionError, match="must start with '/'"):
        owner().mount("sub", mounted())


def test_overrides_and_state_of_a_mounted_application_are_its_own():
    def who():
        return "declared"

    def make(name):
        app = Etude()
        app.state.name = name

        @app.get("/who")
        def read(request: Request, found: str = Depends(who)):
            return [request.app.state.name, found]

        return app

    app, sub = make("app"), make("sub")
    app.mount("/sub", sub)
    sub.dependency_overrides[who] = lambda: "overridden"
    client = TestClient(app)
    assert client.get("/sub/who").json() == ["sub", "overridden"]
    assert client.get("/who").json() == ["app", "declared"]


def test_middleware_of_the_outer_application_surrounds_a_mounted_one():
    app = Etude()
    app.mount("/sub", mounted())

    @app.middleware("http")
    async def mark(request, call_next):
        response = await call_next(request)
        response.headers["x-outer"] = "yes"
        return response

    assert TestClient(app).get("/sub/show").headers["x-outer"] == "yes"


@pytest.fixture(params=["alone", "inside middleware"])
def outer(request):
    """An application with a handler for `Broken`, with and without middleware."""
    app = Etude(middleware=[Middleware(PassOn)] if request.param == "inside middleware" else None)
    app.add_exception_handler(Broken, lambda request, error: PlainTextResponse("outer", 418))
    app.add_exception_handler(500, lambda request, error: PlainTextResponse("outer", 500))
    return app


def test_an_exception_in_a_mounted_application_is_answered_once_and_by_itself(outer):
    sub = Etude()

    @sub.get("/")
    def read():
        raise Broken

    outer.mount("/sub", sub)
    answer = TestClient(outer, raise_server_exceptions=False).get("/sub/")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    with pytest.raises(RuntimeError, match="response already started") as caught:
        TestClient(outer).get("/sub/")
    assert isinstance(caught.value.__cause__, Broken)


def test_an_exception_that_no_handler_is_for_leaves_a_mounted_application_as_it_is(outer):
    sub = Etude()

    @sub.get("/")
    def read():
        raise KeyError("sub")

    outer.mount("/sub", sub)
    with pytest.raises(KeyError, match="sub"):
        TestClient(outer).get("/sub/")


def test_an_application_that_answers_no_errors_leaves_them_to_the_outer_one(outer):
    async def bare(scope, receive, send):
        raise Broken

    outer.mount("/bare", bare)
    assert TestClient(outer).get("/bare/").text == "outer"


def test_any_asgi_application_can_be_mounted_and_may_raise_http_exceptions():
    async def bare(scope, receive, send):
        raise HTTPException(409, "bare")

    app = Etude(routes=[Mount("/listed", bare)])
    app.mount("/added", bare)
    for path in ("/listed/x", "/added/x"):
        answer = TestClient(app).get(path)
        assert (answer.status_code, answer.json()) == (409, {"detail": "bare"})


def test_hosts_have_applications_of_their_own():
    app = Etude()
    app.host("api.example.org", mounted())
    app.add_api_route("/show", lambda: "any host")
    client = TestClient(app)
    assert client.get("/show").json() == "any host"
    answer = client.get("/show", headers={"host": "api.example.org"}).json()
    assert (answer["title"], answer["url"]) == ("mounted", "http://api.example.org/show")


# Names


def test_names_below_a_mount_begin_with_its_name_or_stand_alone():
    app = Etude()
    app.mount("/named", mounted(), name="sub")
    app.mount("/plain", mounted())
    assert app.url_path_for("sub:show") == "/named/show"
    assert app.url_path_for("show") == "/plain/show"


# Static files


@pytest.fixture
def directory(tmp_path):
    (tmp_path / "a.txt").write_text("letters")
    (tmp_path / "index.html").write_text("the index")
    (tmp_path / "404.html").write_text("nothing here")
    return tmp_path


def test_static_files_are_served_with_ranges_and_validators(directory):
    app = Etude()
    app.mount("/static", StaticFiles(directory=directory), name="static")
    client = TestClient(app)
    answer = client.get("/static/a.txt")
    assert (answer.text, answer.headers["accept-ranges"]) == ("letters", "bytes")
    again = client.get("/static/a.txt", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    part = client.get("/static/a.txt", headers={"range": "bytes=0-2"})
    assert (part.status_code, part.text) == (206, "let")
    assert app.url_path_for("static", path="a.txt") == "/static/a.txt"


@pytest.mark.parametrize("path", ["none.txt", "..%2fa.txt", ""])
def test_static_files_that_are_not_there_are_not_found_as_json(directory, path):
    app = Etude()
    app.mount("/static", StaticFiles(directory=directory))
    answer = TestClient(app).get(f"/static/{path}")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_static_files_allow_only_reading(directory):
    app = Etude()
    app.mount("/static", StaticFiles(directory=directory))
    answer = TestClient(app).post("/static/a.txt")
    assert (answer.status_code, answer.json()) == (405, {"detail": "Method Not Allowed"})


def test_static_files_may_have_pages(directory):
    app = Etude()
    app.mount("/static", StaticFiles(directory=directory, html=True))
    client = TestClient(app)
    assert client.get("/static/").text == "the index"
    missing = client.get("/static/none")
    assert (missing.status_code, missing.text) == (404, "nothing here")


def test_a_missing_directory_of_static_files_is_an_error_at_once(directory):
    with pytest.raises(RuntimeError, match="does not exist"):
        StaticFiles(directory=directory / "none")
    StaticFiles(directory=directory / "none", check_dir=False)


# Root paths


@pytest.fixture
def below_root_path(directory):
    """An application for a proxy that takes its root path away."""
    app = Etude(root_path="/api/v1")
    app.mount("/static", StaticFiles(directory=directory), name="static")
    app.mount("/sub", mounted())
    app.mount("/starlette", Starlette(routes=[Route("/x", lambda r: PlainTextResponse("x"))]))
    router = APIRouter()
    router.add_api_route("/x", lambda: "router")
    app.mount("/router", router)
    return app


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
@pytest.mark.parametrize(
    ("path", "text"),
    [("/static/a.txt", "letters"), ("/starlette/x", "x"), ("/router/x", '"router"')],
)
def test_mounts_answer_with_and_without_the_root_path(below_root_path, prefix, path, text):
    assert TestClient(below_root_path).get(prefix + path).text == text


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_a_mounted_application_sees_the_root_path(below_root_path, prefix):
    client = TestClient(below_root_path)
    shown = client.get(f"{prefix}/sub/show").json()
    assert (shown["root_path"], shown["path"]) == ("/api/v1/sub", "/api/v1/sub/show")
    assert shown["url"] == "http://testserver/api/v1/sub/show"
    assert shown["base_url"] == "http://testserver/api/v1/"
    assert "/api/v1/sub/openapi.json" in client.get(f"{prefix}/sub/docs").text


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_any_mounted_application_gets_a_path_that_begins_with_its_root_path(prefix):
    async def bare(scope, receive, send):
        await PlainTextResponse(f"{scope['root_path']} {scope['path']}")(scope, receive, send)

    app = Etude(root_path="/api")
    app.mount("/bare", bare)
    assert TestClient(app).get(f"{prefix}/bare/x").text == "/api/bare /api/bare/x"


@pytest.mark.parametrize("asked", ["/x", "/api/x"])
def test_a_redirect_stays_below_the_root_path(asked):
    app = Etude(root_path="/api")
    app.add_api_route("/x/", lambda: "found")
    client = TestClient(app)
    answer = client.get(f"{asked}?q=1", follow_redirects=False)
    assert answer.headers["location"] == "http://testserver/api/x/?q=1"
    assert client.get(asked).json() == "found"


def test_addresses_of_routes_begin_with_the_root_path(directory):
    app = Etude(root_path="/api")
    app.mount("/static", StaticFiles(directory=directory), name="static")

    @app.get("/items/{number}", name="item")
    def read(request: Request, number: int):
        return [
            str(request.url_for("item", number=2)),
            str(request.url_for("static", path="a.txt")),
        ]

    assert TestClient(app).get("/items/1").json() == [
        "http://testserver/api/items/2",
        "http://testserver/api/static/a.txt",
    ]


def test_addresses_follow_the_scheme_and_the_host_that_the_server_says():
    app = Etude()
    app.add_api_route("/show", show)
    client = TestClient(app, base_url="https://example.org")
    answer = client.get("/show", headers={"x-forwarded-prefix": "/ignored"}).json()
    assert (answer["url"], answer["base_url"]) == (
        "https://example.org/show",
        "https://example.org/",
    )


def test_each_client_sees_its_own_root_path_in_the_document():
    app = Etude()
    for root_path in ("/one", "/two"):
        client = TestClient(app, root_path=root_path)
        assert client.get("/openapi.json").json()["servers"] == [{"url": root_path}]
    assert "servers" not in app.openapi()


def test_a_host_in_the_list_of_routes_is_asked():
    app = Etude(routes=[Host("api.example.org", mounted())])
    client = TestClient(app, base_url="http://api.example.org")
    assert client.get("/show").json()["title"] == "mounted"
