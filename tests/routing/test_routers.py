"""Promises about routers: prefixes, inclusion, and what they do on their own."""

import gc

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Match, Route, Router
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, Path, WebSocket
from etude.exceptions import DeclarationError, EtudeError
from etude.routing import APIRoute
from etude.testclient import TestClient


def paths_of(app):
    return list(app.openapi()["paths"])


def including(*routers, **options):
    """Return an application that includes routers."""
    app = Etude()
    for router in routers:
        app.include_router(router, **options)
    return app


# Prefixes and paths


def test_a_path_is_made_of_all_prefixes_from_the_outside_in():
    inner, outer = APIRouter(prefix="/inner"), APIRouter(prefix="/outer")
    inner.add_api_route("/path", lambda: "answered")
    outer.include_router(inner, prefix="/middle")
    app = including(outer, prefix="/first")
    path = "/first/outer/middle/inner/path"
    assert paths_of(app) == [path]
    assert TestClient(app).get(path).json() == "answered"
    assert TestClient(app).get("/path").status_code == 404


def test_a_prefix_may_hold_parameters_that_operations_declare():
    router = APIRouter(prefix="/users/{user}")

    @router.get("/items/{item}")
    def read(shop: int, user: str, item: Annotated[int, Path(gt=0)]):
        return [shop, user, item]

    app = including(router, prefix="/shops/{shop}")
    client = TestClient(app)
    assert client.get("/shops/1/users/me/items/2").json() == [1, "me", 2]
    assert client.get("/shops/x/users/me/items/0").json()["detail"][0]["loc"] == ["path", "shop"]
    places = {
        parameter["name"]: parameter["in"]
        for parameter in app.openapi()["paths"]["/shops/{shop}/users/{user}/items/{item}"]["get"][
            "parameters"
        ]
    }
    assert places == {"shop": "path", "user": "path", "item": "path"}


def test_what_the_prefix_holds_is_a_query_parameter_where_it_does_not():
    router = APIRouter()
    router.add_api_route("/", lambda name: name)
    app = including(router, prefix="/plain")
    app.include_router(router, prefix="/{name}")
    client = TestClient(app)
    assert client.get("/x/").json() == "x"
    assert client.get("/plain/?name=y").json() == "y"


def test_dependencies_of_an_inclusion_know_every_part_of_the_path():
    router, seen = APIRouter(), []
    router.add_api_route("/items/{item}", lambda: None)

    def note(item: int):
        seen.append(item)

    app = including(router, dependencies=[Depends(note)])
    assert TestClient(app).get("/items/3").status_code == 200
    assert seen == [3]
    parameters = app.openapi()["paths"]["/items/{item}"]["get"]["parameters"]
    assert [(parameter["name"], parameter["in"]) for parameter in parameters] == [("item", "path")]


@pytest.mark.parametrize("make", [lambda prefix: APIRouter(prefix=prefix), None])
@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("items", r"'items' must begin with a slash: '/items'"),
        ("/items/", r"'/items/' must not end with a slash"),
        ("/", r"'/' must not end with a slash"),
    ],
)
def test_a_prefix_begins_with_a_slash_and_does_not_end_with_one(make, prefix, message):
    with pytest.raises(DeclarationError, match=message):
        make(prefix) if make else including(APIRouter(), prefix=prefix)


def test_an_empty_path_serves_exactly_the_prefix():
    router = APIRouter(prefix="/items")
    router.add_api_route("", lambda: "all")
    client = TestClient(including(router), follow_redirects=False)
    assert client.get("/items").json() == "all"
    assert client.get("/items/").headers["location"] == "http://testserver/items"


def test_a_path_without_any_character_is_refused():
    def read():
        pass

    router = APIRouter()
    router.add_api_route("", read)
    with pytest.raises(EtudeError, match=r"read\(\).*has an empty path under an empty prefix"):
        including(router)
    with pytest.raises(EtudeError, match=r"read\(\).*has an empty path"):
        Etude().add_api_route("", read)
    assert paths_of(including(router, prefix="/prefix")) == ["/prefix"]


def test_a_path_that_no_request_has_is_refused():
    def read():
        pass

    router = APIRouter()
    router.add_api_route("items", read)
    for declare in (lambda: including(router), lambda: Etude().add_api_route("items", read)):
        with pytest.raises(DeclarationError, match=r"read\(\).*'items'.*Begin it with a slash"):
            declare()
    router = APIRouter()
    router.add_api_route("{rest:path}", lambda rest: rest)
    assert TestClient(including(router)).get("/a/b").json() == "/a/b"


def test_a_path_parameter_may_stand_in_any_part_of_the_path_also_in_that_of_a_mount():
    router = APIRouter()

    @router.get("/")
    def read(name: Annotated[str, Path()]):
        return name

    outer = APIRouter()
    outer.include_router(router)
    assert TestClient(including(outer, prefix="/{name}")).get("/x/").json() == "x"
    inner, app = including(outer), Etude()
    app.mount("/in/{name}", inner)
    assert TestClient(app).get("/in/x/").json() == "x"
    assert TestClient(inner).get("/").json()["detail"][0]["loc"] == ["path", "name"]


def test_all_kinds_of_routes_are_below_all_prefixes():
    async def homepage(request):
        return PlainTextResponse(request.url.path)

    async def socket(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_text(websocket.url.path)
        await websocket.close()

    router = APIRouter(prefix="/router")
    router.add_route("/route", homepage)
    router.add_websocket_route("/socket", socket)
    router.mount("/mount", Router([Route("/inside", homepage)]))
    router.routes.append(Route("/appended", homepage))
    client = TestClient(including(router, prefix="/include"))
    for path in ("/include/router/route", "/include/router/mount/inside", "/include/appended"):
        assert client.get(path).text == path
    with client.websocket_connect("/include/router/socket") as connection:
        assert connection.receive_text() == "/include/router/socket"


def test_a_route_without_a_path_is_included_as_it_is():
    class Everything(Route):
        def __init__(self):
            pass

        def matches(self, scope):
            return Match.FULL, {}

        async def handle(self, scope, receive, send):
            await PlainTextResponse("anything")(scope, receive, send)

    router = APIRouter(routes=[Everything()])
    assert TestClient(including(router, prefix="/x")).get("/whatever").text == "anything"


# Several inclusions


def test_a_router_may_be_included_several_times():
    router = APIRouter()
    router.add_api_route("/items", lambda: "items", name="list_items")
    app = including(router, prefix="/v1", tags=["one"])
    app.include_router(router, prefix="/v2", tags=["two"], deprecated=True)
    client = TestClient(app)
    assert [client.get(f"/{version}/items").json() for version in ("v1", "v2")] == ["items"] * 2
    first, second = (app.openapi()["paths"][f"/{version}/items"]["get"] for version in ("v1", "v2"))
    assert (first["tags"], second["tags"]) == (["one"], ["two"])
    assert (first.get("deprecated"), second.get("deprecated")) == (None, True)
    assert first["operationId"] == "list_items_v1_items_get"
    assert second["operationId"] == "list_items_v2_items_get"
    assert app.url_path_for("list_items") == "/v1/items"


def test_what_is_included_first_answers_first():
    routers = [APIRouter(), APIRouter()]
    for number, router in enumerate(routers):
        router.add_api_route("/", lambda number=str(number): number)
    assert TestClient(including(*routers)).get("/").json() == "0"


def test_a_router_that_goes_away_no_longer_hears_of_changes():
    inner = APIRouter()
    including(inner)
    gc.collect()
    inner.add_api_route("/late", lambda: "late")
    assert paths_of(including(inner)) == ["/late"]


@pytest.mark.parametrize("other", [Etude(), Router(), None], ids=type)
def test_only_routers_of_the_framework_are_included(other):
    with pytest.raises(TypeError, match=r"takes an APIRouter.*use mount\(\)"):
        including(other)


def test_circles_of_inclusions_are_refused():
    first, second, third = APIRouter(), APIRouter(), APIRouter()
    with pytest.raises(DeclarationError, match="cannot include itself"):
        first.include_router(first)
    first.include_router(second)
    second.include_router(third)
    with pytest.raises(DeclarationError, match="that would be a circle"):
        third.include_router(first)


# Live inclusion


@pytest.fixture
def nested():
    """An application, the router that it includes, and the router that is included there."""
    app, outer, inner = Etude(), APIRouter(prefix="/outer"), APIRouter(prefix="/inner")
    app.include_router(outer)
    outer.include_router(inner)
    return app, outer, inner


def test_a_route_that_is_added_after_the_inclusion_is_served_and_documented(nested):
    app, outer, inner = nested
    client = TestClient(app)
    assert client.get("/outer/inner/late").status_code == 404
    assert paths_of(app) == []
    inner.add_api_route("/late", lambda: "late")
    outer.add_api_route("/late", lambda: "outer")
    assert client.get("/outer/inner/late").json() == "late"
    assert client.get("/outer/late").json() == "outer"
    assert paths_of(app) == ["/outer/inner/late", "/outer/late"]


def test_a_late_route_stands_where_its_router_was_included():
    app, router = Etude(), APIRouter()
    app.include_router(router)
    app.add_api_route("/", lambda: "application")
    client = TestClient(app)
    assert client.get("/").json() == "application"
    router.add_api_route("/", lambda: "router")
    assert client.get("/").json() == "router"


def test_a_route_that_is_taken_away_is_served_no_longer(nested):
    app, _, inner = nested
    inner.add_api_route("/gone", lambda: 1)
    client = TestClient(app)
    assert client.get("/outer/inner/gone").status_code == 200
    inner.routes.clear()
    assert client.get("/outer/inner/gone").status_code == 404
    assert paths_of(app) == []


def test_the_list_of_routes_is_a_list_and_keeps_inclusions_alive(nested):
    app, _, inner = nested
    inner.add_api_route("/a", lambda: "a")
    first = app.routes[-1]
    app.routes.insert(0, APIRoute("/first", lambda: "first"))
    app.routes.sort(key=lambda route: route.path)
    assert first in app.routes
    client = TestClient(app)
    assert client.get("/first").json() == "first"
    assert client.get("/outer/inner/a").json() == "a"
    inner.add_api_route("/b", lambda: "b")
    assert client.get("/outer/inner/b").json() == "b"


def test_all_routes_can_be_replaced(nested):
    app, outer, _ = nested
    outer.routes = [APIRoute("/only", lambda: "only")]
    assert TestClient(app).get("/only").json() == "only"
    assert [route.path for route in outer.routes] == ["/only"]


# A router by itself


def test_a_router_can_be_served_by_itself():
    router = APIRouter(prefix="/items")
    router.add_api_route("/{item}", lambda item: item)
    client = TestClient(router)
    assert client.get("/items/3").json() == "3"
    unknown, wrong = client.get("/none"), client.post("/items/3")
    assert (unknown.status_code, unknown.text) == (404, "Not Found")
    assert (wrong.status_code, wrong.text) == (405, "Method Not Allowed")
    assert wrong.headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_default_of_a_router_counts_only_where_it_is_served_by_itself():
    router = APIRouter(default=PlainTextResponse("default"))
    router.add_api_route("/x", lambda: 1)
    assert TestClient(router).get("/none").text == "default"
    assert TestClient(including(router)).get("/none").json() == {"detail": "Not Found"}


def test_a_router_can_be_mounted():
    router = APIRouter(prefix="/items")
    router.add_api_route("/", lambda: "all")
    app = Etude()
    app.mount("/shop", router)
    assert TestClient(app).get("/shop/items/").json() == "all"
    assert paths_of(app) == []


def test_a_router_may_stand_among_the_routes_of_something_else():
    router = APIRouter(prefix="/items")
    router.add_api_route("/", lambda: "all")
    for client in (TestClient(Etude(routes=[router])), TestClient(Router(routes=[router]))):
        assert client.get("/items/").json() == "all"
        assert client.get("/none").status_code == 404
