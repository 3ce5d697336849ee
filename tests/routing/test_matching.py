"""Promises about which route serves a request."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette import convertors
from starlette.convertors import Convertor
from starlette.responses import PlainTextResponse
from starlette.routing import Match, Mount, Route

from etude import Etude, Request
from etude.routing import APIRoute
from etude.testclient import TestClient


@pytest.mark.parametrize("order", [["/o/me", "/o/{x}"], ["/o/{x}", "/o/me"]])
def test_the_first_route_that_matches_answers(order):
    app = Etude(routes=[Route(path, answering(path)) for path in order])
    assert TestClient(app).get("/o/me").text == order[0]


def answering(text):
    async def answer(request):
        return PlainTextResponse(text)

    return answer


def test_of_two_routes_of_a_path_and_a_method_the_first_answers():
    app = Etude()
    app.add_api_route("/x", lambda: 1)
    app.add_api_route("/x", lambda: 2)
    assert TestClient(app).get("/x").json() == 1


def test_a_wrong_value_is_an_error_of_the_route_that_matched():
    app = Etude()

    @app.get("/{number}")
    def number(number: int):
        pass

    @app.get("/text")
    def text():
        pass

    assert TestClient(app).get("/text").status_code == 422


@pytest.mark.parametrize("path", ["/X", "//x", "/x/y", "/x%2Fy", "/x%0A", "/"])
def test_another_path_is_not_found(path):
    app = Etude()
    app.add_api_route("/x", lambda: 1)
    assert TestClient(app).get(path).status_code == 404


@pytest.mark.parametrize(
    ("declared", "asked", "params"),
    [
        ("/{a}-{b}.{ext}", "/1-2-3.a.txt", {"a": "1-2", "b": "3.a", "ext": "txt"}),
        ("/a.(b)/{x}", "/a.(b)/é ü", {"x": "é ü"}),
        ("/x{x}", "/xy", {"x": "y"}),
        ("/{x:int}/{y}", "/3/a", {"x": 3, "y": "a"}),
    ],
)
def test_parameters_may_stand_anywhere_in_a_path(declared, asked, params):
    app = Etude()

    async def read(request):
        return PlainTextResponse(repr(request.path_params))

    app.add_route(declared, read)
    assert TestClient(app).get(asked).text == repr(params)


def test_routes_can_be_changed_while_the_application_serves():
    app = Etude(openapi_url=None)
    client = TestClient(app)
    assert client.get("/a").status_code == 404
    app.add_api_route("/a", lambda: "a")
    assert client.get("/a").json() == "a"
    app.routes.insert(0, Route("/a", answering("first")))
    assert client.get("/a").text == "first"
    app.routes.reverse()
    assert client.get("/a").json() == "a"
    app.routes.pop(0)
    assert client.get("/a").text == "first"
    app.routes[0] = Route("/b", answering("b"))
    assert client.get("/b").text == "b"
    del app.routes[0]
    assert client.get("/b").status_code == 404
    app.routes.extend([Route("/c", answering("c"))])
    assert client.get("/c").text == "c"
    app.routes.clear()
    assert client.get("/c").status_code == 404
    app.router.routes = [Route("/d", answering("d"))]
    assert client.get("/d").text == "d"
    app.router.routes += [Route("/e", answering("e"))]
    assert client.get("/e").text == "e"


def test_a_mounted_application_serves_all_below_its_path():
    sub = Etude(title="sub")
    sub.add_api_route("/{x}", lambda x: x)
    app = Etude()

    @app.get("/{kind}/own")
    def own(kind):
        return "own"

    app.mount("/{kind}", sub)
    client = TestClient(app)
    assert client.get("/a/own").json() == "own"
    assert client.get("/a/b").json() == "b"
    assert client.get("/a/b/c").json() == {"detail": "Not Found"}
    assert "/a/openapi.json" in client.get("/a/docs").text
    assert client.get("/a/openapi.json").json()["servers"] == [{"url": "/a"}]
    assert list(client.get("/openapi.json").json()["paths"]) == ["/{kind}/own"]


def test_operations_see_the_path_parameters_of_the_mounts_around():
    sub = Etude()

    @sub.get("/{x}")
    def read(request: Request):
        return request.path_params

    app = Etude(routes=[Mount("/{kind}", sub)])
    assert TestClient(app).get("/a/b").json() == {"kind": "a", "x": "b"}


def test_a_route_of_another_kind_is_asked():
    class Versioned(APIRoute):
        def matches(self, scope):
            if (b"x-version", b"2") not in scope["headers"]:
                return Match.NONE, {}
            return super().matches(scope)

    async def new():
        return "new"

    async def old():
        return "old"

    app = Etude(routes=[Versioned("/x", new), APIRoute("/x", old)])
    client = TestClient(app)
    assert client.get("/x", headers={"x-version": "2"}).json() == "new"
    assert client.get("/x").json() == "old"
    assert client.put("/x", headers={"x-version": "2"}).headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_scope_shows_the_route_and_the_endpoint(method):
    app = Etude()

    @app.api_route("/x/{y}", methods=[method])
    def read(request: Request):
        scope = request.scope
        return [
            scope["route"].path,
            scope["endpoint"] is read,
            scope["router"] is app.router,
            scope["app"] is app,
            scope["path_params"],
        ]

    answer = TestClient(app).request(method, "/x/1").json()
    assert answer == ["/x/{y}", True, True, True, {"y": "1"}]


def test_a_path_of_a_route_class_of_ones_own_ends_where_it_ends():
    class Own(APIRoute):
        pass

    app = Etude()
    app.router.route_class = Own
    app.add_api_route("/x", lambda: 1)
    app.add_api_route("/{y}/z", lambda y: y)
    client = TestClient(app)
    assert [client.get(path).status_code for path in ("/x", "/1/z")] == [200, 200]
    assert [client.get(path).status_code for path in ("/x%0A", "/1/z%0A")] == [404, 404]


class Hexadecimal(Convertor[int]):
    regex = "[0-9a-f]+"

    def convert(self, value):
        return int(value, base=16)

    def to_string(self, value):
        return f"{value:x}"


def test_a_convertor_of_ones_own_reads_and_writes_paths(monkeypatch):
    monkeypatch.setitem(convertors.CONVERTOR_TYPES, "hex", Hexadecimal())
    app = Etude()
    app.add_api_route("/x/{number:hex}", lambda number: number, name="read")
    client = TestClient(app)
    assert (client.get("/x/ff").json(), client.get("/x/fg").status_code) == (255, 404)
    assert app.url_path_for("read", number=255) == "/x/ff"


@pytest.mark.parametrize("path", ["/a/b", "/a/{x}", "/{x}/b", "/a{x:path}"])
@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_routes_of_all_types_answer_in_the_order_of_their_declaration(order, path):
    class Other(Route):
        """Another type, which is asked instead of looked up."""

    async def endpoint(request: Request):
        return PlainTextResponse(request.scope["route"].name)

    classes = [APIRoute, Other]
    both = [classes[kind](path, endpoint, name=classes[kind].__name__) for kind in order]
    app = Etude(openapi_url=None, routes=both)
    assert TestClient(app).get("/a/b").text == classes[order[0]].__name__


# The same as a search through all routes

segments = st.sampled_from(
    ["a", "b", "", "{x}", "{y}", "{x:int}", "{x:path}", "a{x}", "{x}.{y}", "ab", "1"]
)
paths = st.lists(segments, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))
asked_paths = st.lists(
    st.sampled_from(["a", "b", "ab", "a.b", "1", "", "x"]), min_size=1, max_size=3
).map(lambda parts: "/" + "/".join(parts))
methods = st.lists(st.sampled_from(["GET", "POST", "PUT"]), min_size=1, max_size=2, unique=True)


def is_declarable(path):
    names = re.findall(r"\{(\w+)", path)
    return len(names) == len(set(names))


async def endpoint(request: Request):
    params = sorted(request.path_params.items())
    return PlainTextResponse(f"{request.scope['route'].name} {params}")


def search(routes, path, method):
    """Find a route the plain way: each asked in turn, as Starlette has it."""
    scope = {"type": "http", "path": path, "root_path": "", "method": method, "path_params": {}}
    allowed = set()
    for route in routes:
        match, child = route.matches(scope)
        if match is Match.FULL:
            return 200, f"{route.name} {sorted(child['path_params'].items())}"
        if match is Match.PARTIAL:
            allowed |= {*route.methods, "OPTIONS"}
    if "GET" in allowed and method == "HEAD":
        return search(routes, path, "GET")
    allowed |= {"HEAD"} if "GET" in allowed else set()
    status = 204 if method == "OPTIONS" else 405
    return (status, ", ".join(sorted(allowed))) if allowed else (404, None)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(paths.filter(is_declarable), methods, st.integers(0, 2)), max_size=8),
    st.lists(
        st.tuples(asked_paths, st.sampled_from(["GET", "HEAD", "POST", "DELETE", "OPTIONS"])),
        max_size=6,
    ),
)
def test_a_request_finds_what_a_search_through_all_routes_finds(exchange, table, requests):
    class Other(Route):
        """Another type, which is asked instead of looked up."""

    classes = [APIRoute, Route, Other]
    routes = [
        classes[kind](path, endpoint, methods=methods, name=str(number))
        for number, (path, methods, kind) in enumerate(table)
    ]
    app = Etude(openapi_url=None, redirect_slashes=False, routes=routes)
    for path, method in requests:
        answer = exchange(app, path, method=method)
        status, expected = search(routes, path, method)
        assert answer.status == status
        if status == 200 and method != "HEAD":
            assert answer.body.decode() == expected
        if status in (405, 204):
            assert dict(answer.headers)[b"allow"].decode() == expected
        if status == 404 and path != "/":
            app.router.redirect_slashes = True
            other = path.rstrip("/") if path.endswith("/") else f"{path}/"
            is_known = search(routes, other, method)[0] != 404
            assert exchange(app, path, method=method).status == (307 if is_known else 404)
            app.router.redirect_slashes = False
