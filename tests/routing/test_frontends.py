"""Promises about the built files of single-page applications."""

import os
import sys

import pytest
from starlette.websockets import WebSocketDisconnect

from etude import APIRouter, BackgroundTasks, Depends, Etude, HTTPException, Response
from etude.exceptions import DeclarationError
from etude.responses import PlainTextResponse
from etude.staticfiles import StaticFiles
from etude.testclient import TestClient

PAGE = {"accept": "text/html"}
NOT_FOUND = {"detail": "Not Found"}


@pytest.fixture
def files(tmp_path):
    """A directory as a build makes it."""
    directory = tmp_path / "dist"
    for name, text in {
        "index.html": "the page",
        "app.js": "the script",
        "with space.txt": "spaced",
        ".hidden": "dot",
        "guide/index.html": "the guide",
        "images/logo.txt": "logo",
    }.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    return directory


def client_of(app, **options):
    return TestClient(app, follow_redirects=False, **options)


@pytest.fixture
def client(files):
    app = Etude()
    app.frontend("/app", directory=files)
    return client_of(app)


# Files


@pytest.mark.parametrize(
    ("path", "text", "media_type"),
    [
        ("/app/app.js", "the script", "text/javascript; charset=utf-8"),
        ("/app/", "the page", "text/html; charset=utf-8"),
        ("/app/index.html", "the page", "text/html; charset=utf-8"),
        ("/app/guide/", "the guide", "text/html; charset=utf-8"),
        ("/app/images/logo.txt", "logo", "text/plain; charset=utf-8"),
        ("/app/with%20space.txt", "spaced", "text/plain; charset=utf-8"),
        ("/app//app.js", "the script", "text/javascript; charset=utf-8"),
        ("/app/.hidden", "dot", None),
    ],
)
def test_a_file_is_served_with_its_type_and_its_validators(client, path, text, media_type):
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (200, text)
    assert {"etag", "last-modified", "content-length"} <= set(answer.headers)
    if media_type is not None and "script" not in media_type:
        assert answer.headers["content-type"] == media_type


def test_head_answers_without_the_file(client):
    answer = client.head("/app/app.js")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len("the script"))


def test_a_file_that_the_client_has_is_not_sent_again(client):
    etag = client.get("/app/app.js").headers["etag"]
    answer = client.get("/app/app.js", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(("path", "to"), [("/app", "/app/"), ("/app/guide?x=1", "/app/guide/?x=1")])
def test_a_directory_with_an_index_gets_a_slash(client, path, to):
    answer = client.get(path)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"http://testserver{to}"


@pytest.mark.parametrize(
    "path",
    [
        "/app/none",
        "/app/images",
        "/app/images/",
        "/app/%2e%2e/secret.txt",
        "/app/..%2fsecret.txt",
        "/app/images/..%2f..%2f..%2fsecret.txt",
        "/app/%00",
        "/app/app.js%0A",
        "/app/" + "x" * 300,
        "/apps/app.js",
        "/app.js",
    ],
)
def test_what_is_no_file_inside_the_directory_is_not_found(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_is_followed_only_inside_the_directory(client, files):
    (files / "inside.txt").symlink_to(files / "app.js")
    (files / "outside.txt").symlink_to(files.parent / "secret.txt")
    assert client.get("/app/inside.txt").text == "the script"
    assert client.get("/app/outside.txt").status_code == 404


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on Windows")
def test_what_is_neither_a_file_nor_a_directory_is_not_found(client, files):
    os.mkfifo(files / "pipe")
    assert client.get("/app/pipe").status_code == 404


@pytest.mark.parametrize("path", ["/app", "/app/", "/app/app.js", "/app/guide", "/app/guide/"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_other_methods_are_not_allowed_where_there_is_a_file(client, method, path):
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"detail": "Method Not Allowed"})
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_options_tells_the_methods_of_a_file(client):
    answer = client.options("/app/app.js")
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/app/none", "/app/images"])
def test_other_methods_find_nothing_where_there_is_no_file(client, path):
    assert client.post(path, headers=PAGE).status_code == 404
    assert client.options(path, headers=PAGE).status_code == 404


# Fallbacks


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "TEXT/HTML",
        "text/html;q=0.1",
        "text/html;q=wrong",
        "application/xhtml+xml, text/html;level=1",
    ],
)
@pytest.mark.parametrize("path", ["/app/any/page", "/app/none.js", "/app/images/"])
def test_a_browser_that_asks_for_a_page_gets_the_index(client, path, accept):
    for method in ("GET", "HEAD"):
        answer = client.request(method, path, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.text == ("the page" if method == "GET" else "")


@pytest.mark.parametrize("accept", ["*/*", "text/*", "application/json", "text/html;q=0", ""])
def test_who_does_not_ask_for_a_page_gets_no_index(client, accept):
    assert client.get("/app/any", headers={"accept": accept}).json() == NOT_FOUND


@pytest.mark.parametrize("fallback", ["auto", "404.html"])
@pytest.mark.parametrize("headers", [{}, PAGE])
def test_a_page_for_what_is_not_found_is_sent_to_everybody(files, fallback, headers):
    (files / "404.html").write_text("nothing here")
    app = Etude()
    app.frontend("/", directory=files, fallback=fallback)
    answer = client_of(app).get("/any", headers=headers)
    assert (answer.status_code, answer.text) == (404, "nothing here")


def test_the_index_can_be_the_only_fallback(files):
    (files / "404.html").write_text("nothing here")
    app = Etude()
    app.frontend("/", directory=files, fallback="index.html")
    client = client_of(app)
    assert client.get("/any", headers=PAGE).text == "the page"
    assert client.get("/any").json() == NOT_FOUND


def test_there_may_be_no_fallback(files):
    app = Etude()
    app.frontend("/", directory=files, fallback=None)
    assert client_of(app).get("/any", headers=PAGE).json() == NOT_FOUND


def test_without_an_index_nothing_takes_its_place(files):
    (files / "index.html").unlink()
    app = Etude()
    app.frontend("/", directory=files)
    assert client_of(app).get("/any", headers=PAGE).json() == NOT_FOUND


def test_a_directory_is_no_fallback(files):
    (files / "404.html").mkdir()
    app = Etude()
    app.frontend("/", directory=files)
    assert client_of(app).get("/any", headers=PAGE).text == "the page"


# Priority


def test_a_frontend_comes_after_all_routes_mounts_and_redirects(files):
    app = Etude()
    app.frontend("/", directory=files)
    app.add_api_route("/app.js", lambda: "operation")
    app.add_api_route("/only", lambda: None, methods=["POST"])
    app.add_api_route("/guide", lambda: "operation")
    app.add_route("/low", lambda request: PlainTextResponse("low"))
    app.mount("/images", Etude())
    client = client_of(app)
    assert client.get("/app.js").json() == "operation"
    assert client.get("/only", headers=PAGE).status_code == 405
    assert client.get("/guide/").headers["location"] == "http://testserver/guide"
    assert client.get("/low").text == "low"
    assert client.get("/images/logo.txt", headers=PAGE).json() == NOT_FOUND
    assert client.get("/docs").status_code == 200
    assert client.get("/index.html").text == "the page"


def test_what_static_files_do_not_find_is_not_sought_in_the_frontend(files):
    app = Etude()
    app.frontend("/", directory=files)
    app.mount("/static", StaticFiles(directory=files / "images"))
    client = client_of(app)
    assert client.get("/static/logo.txt").text == "logo"
    assert client.get("/static/app.js", headers=PAGE).json() == NOT_FOUND


def test_of_several_frontends_the_longest_path_and_then_the_first_wins(files, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("other")
    app = Etude()
    app.frontend("/", directory=files)
    app.frontend("/other/", directory=other)
    app.frontend("/other", directory=files)
    client = client_of(app)
    assert client.get("/").text == "the page"
    assert client.get("/other/").text == client.get("/other/x", headers=PAGE).text == "other"


def test_a_frontend_is_no_route_and_not_in_the_document(files):
    app = Etude()
    before = list(app.routes)
    app.frontend("/app", directory=files)
    assert app.routes == before
    assert app.openapi()["paths"] == {}


def test_websockets_do_not_meet_a_frontend(files):
    app = Etude()
    app.frontend("/", directory=files)
    with pytest.raises(WebSocketDisconnect), TestClient(app).websocket_connect("/index.html"):
        pass


# Routers and dependencies


def test_prefixes_of_routers_and_inclusions_apply(files):
    inner = APIRouter(prefix="/inner")
    inner.frontend("/app/", directory=files)
    outer = APIRouter(prefix="/outer")
    outer.include_router(inner, prefix="/a")
    app = Etude()
    app.include_router(outer, prefix="/b")
    inner.frontend("/late", directory=files)
    client = client_of(app)
    assert client.get("/b/outer/a/inner/app/app.js").text == "the script"
    assert client.get("/b/outer/a/inner/late/app.js").text == "the script"
    assert client.get("/app/app.js").status_code == 404


def test_the_root_path_stands_in_front_of_a_frontend(files):
    app = Etude(root_path="/api")
    app.frontend("/app", directory=files)
    client = client_of(app)
    assert client.get("/app/app.js").text == client.get("/api/app/app.js").text == "the script"
    for path in ("/app", "/api/app"):
        assert client.get(path).headers["location"] == "http://testserver/api/app/"


def test_dependencies_run_before_every_file_and_what_takes_its_place(files):
    ran = []

    def check(response: Response, tasks: BackgroundTasks, key: int = 0):
        ran.append("check")
        if key == 1:
            raise HTTPException(401)
        response.headers["x-checked"] = "yes"
        tasks.add_task(ran.append, "task")
        yield
        ran.append("closed")

    def on_the_way(name):
        return Depends(lambda: ran.append(name))

    router = APIRouter(dependencies=[on_the_way("router")])
    router.frontend("/app", directory=files)
    app = Etude(dependencies=[Depends(check)])
    app.include_router(router, dependencies=[on_the_way("inclusion")])
    client = client_of(app)

    answer = client.get("/app/app.js")
    assert answer.headers["x-checked"] == "yes"
    assert ran == ["check", "inclusion", "router", "task", "closed"]
    assert client.get("/app").headers["x-checked"] == "yes"
    assert client.get("/app/any", headers=PAGE).headers["x-checked"] == "yes"
    assert client.get("/app/app.js?key=1").status_code == 401
    assert client.get("/app/app.js?key=no").json()["detail"][0]["loc"] == ["query", "key"]
    ran.clear()
    assert client.get("/app/none").status_code == 404
    assert ran == ["check", "inclusion", "router"]


def test_dependencies_of_a_frontend_can_be_overridden(files):
    def refuse():
        raise HTTPException(401)

    app = Etude(dependencies=[Depends(refuse)])
    app.frontend("/app", directory=files)
    client = client_of(app)
    assert client.get("/app/app.js").status_code == 401
    app.dependency_overrides[refuse] = lambda: None
    assert client.get("/app/app.js").text == "the script"


# Declarations


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"path": ""}, "The path of a frontend is ''. It must begin with a slash"),
        ({"path": "app"}, "must begin with a slash"),
        ({"path": "/{tenant}"}, "takes no path parameters"),
        ({"fallback": "main.html"}, "The fallback of a frontend is 'main.html'. Say 'auto'"),
    ],
)
def test_a_frontend_that_cannot_work_is_refused(files, options, message):
    with pytest.raises(DeclarationError, match=message):
        Etude().frontend(**{"path": "/", "directory": files, **options})


def test_a_frontend_below_a_parameter_is_refused_with_its_router(files):
    router = APIRouter()
    router.frontend("/", directory=files)
    with pytest.raises(DeclarationError, match="takes no path parameters"):
        Etude().include_router(router, prefix="/{tenant}")


@pytest.mark.parametrize("check_dir", ["auto", True])
@pytest.mark.parametrize("name", ["none", "dist/app.js"])
def test_a_missing_directory_is_named_when_it_is_declared(files, monkeypatch, name, check_dir):
    monkeypatch.delenv("ETUDE_ENV", raising=False)
    monkeypatch.chdir(files.parent)
    with pytest.raises(RuntimeError, match="Build the frontend first") as caught:
        Etude().frontend("/", directory=name, check_dir=check_dir)
    assert repr(name) in str(caught.value)
    assert repr(str(files.parent / name)) in str(caught.value)


def test_a_missing_fallback_is_named_when_it_is_declared(files):
    with pytest.raises(RuntimeError, match=r"has no 404\.html, which is its fallback"):
        Etude().frontend("/", directory=files, fallback="404.html")


@pytest.mark.parametrize("check_dir", ["auto", False])
def test_in_development_the_directory_may_come_later(files, monkeypatch, check_dir):
    if check_dir == "auto":
        monkeypatch.setenv("ETUDE_ENV", "development")
    later = files.parent / "later"
    app = Etude()
    app.frontend("/", directory=later, check_dir=check_dir)
    with pytest.raises(RuntimeError, match="Build the frontend first"):
        TestClient(app).get("/")
    assert client_of(app, raise_server_exceptions=False).get("/").status_code == 500
    files.rename(later)
    assert client_of(app).get("/").text == "the page"


def test_in_development_a_named_fallback_may_come_later(files):
    app = Etude()
    app.frontend("/", directory=files, fallback="404.html", check_dir=False)
    with pytest.raises(RuntimeError, match="which is its fallback"):
        TestClient(app).get("/any")
    (files / "404.html").write_text("nothing here")
    assert TestClient(app).get("/any").text == "nothing here"


def test_a_router_with_a_default_response_class_serves_files_as_they_are(files):
    app, router = Etude(), APIRouter(default_response_class=PlainTextResponse)
    router.frontend("/app", directory=files)
    app.include_router(router)
    assert client_of(app).get("/app/app.js").text == "the script"
