"""`etude routes`: what is listed, and which routes are marked as never reached."""

from __future__ import annotations

import functools
import json

import pytest
from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.routing import Host, Mount, Route, Router

from etude import APIRouter, Depends, Etude, WebSocket
from etude.cli.routes import entries
from etude.staticfiles import StaticFiles

SHOP = """
from etude import Depends, Etude
from etude.security import APIKeyHeader
from etude.staticfiles import StaticFiles

app = Etude()


def get_prices():
    return {}


@app.get("/items/{item_id}")
def read_item(item_id: str, prices=Depends(get_prices), key=Depends(APIKeyHeader(name="key"))):
    return prices


@app.get("/items/latest")
def read_latest():
    return {}


app.mount("/static", StaticFiles(directory="."), name="static")
"""


@pytest.fixture(autouse=True)
def shop(project):
    project.write({"main.py": SHOP})


def handler() -> None:
    """Does nothing."""


def shadowed(app: Etude) -> dict[str, list[str]]:
    """Returns the routes that are not reached, each with its methods that others take."""
    own = [entry for entry in entries(app) if not entry.is_of_etude]
    return {entry.path: sorted(entry.taken) for entry in own if entry.taken}


def with_paths(*paths: str) -> Etude:
    app = Etude()
    for path in paths:
        app.add_api_route(path, handler)
    return app


# --- the command


def test_each_route_is_a_line_with_its_function_file_and_dependencies(etude):
    outcome = etude("routes")

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "METHOD  PATH              NAME         FUNCTION     FILE        DEPENDENCIES",
        "GET     /items/{item_id}  read_item    read_item    main.py:13  get_prices, APIKeyHeader",
        "GET     /items/latest     read_latest  read_latest  main.py:18  -",
        "        ^ GET never comes here: GET /items/{item_id} is before it",
        "MOUNT   /static           static       StaticFiles  -           -",
    ]


def test_programs_read_json(etude):
    first, second, mount = json.loads(etude("routes", "--json").out)

    assert first == {
        "methods": ["GET"],
        "path": "/items/{item_id}",
        "name": "read_item",
        "function": "read_item",
        "file": "main.py",
        "line": 13,
        "dependencies": ["get_prices", "APIKeyHeader"],
        "shadowed_by": {},
    }
    assert second["shadowed_by"] == {"GET": "GET /items/{item_id}"}
    assert (mount["methods"], mount["file"], mount["line"]) == (["MOUNT"], None, None)


@pytest.mark.parametrize("text", ["latest", "read_latest", "main.py:18"])
def test_the_list_is_filtered_by_a_text_in_any_column(etude, text):
    (row,) = json.loads(etude("routes", "--json", "--filter", text).out)

    assert row["name"] == "read_latest"


def test_the_routes_of_etude_itself_are_listed_on_request(etude):
    assert "/openapi.json" not in etude("routes").out
    assert "/openapi.json" in etude("routes", "--all").out


def test_what_modules_print_does_not_spoil_the_output(etude, project):
    project.write({"main.py": SHOP + "print('imported')\n"})

    outcome = etude("routes", "--json")

    assert json.loads(outcome.out)
    assert outcome.err == "imported\n"


def test_an_application_with_no_routes_is_an_empty_table(etude, project):
    project.write({"main.py": "from etude import Etude\n\napp = Etude()\n"})

    assert etude("routes").out == "METHOD  PATH  NAME  FUNCTION  FILE  DEPENDENCIES\n"


# --- kinds of routes


def test_applications_inside_are_listed_below_their_path():
    inner, app = Etude(), Etude()
    inner.add_api_route("/items", handler)
    app.mount("/v1", inner)

    listed = [str(entry) for entry in entries(app) if not entry.is_of_etude]

    assert listed == ["MOUNT /v1", "GET /v1/items"]


def test_a_frontend_comes_last(tmp_path):
    (tmp_path / "index.html").write_text("")
    app, router = Etude(), APIRouter(prefix="/admin")
    app.frontend("/", directory=tmp_path)
    router.frontend("/panel", directory=tmp_path)
    app.include_router(router)
    app.add_api_route("/items", handler)

    listed = [str(entry) for entry in entries(app) if not entry.is_of_etude]

    assert listed == ["GET /items", "FRONTEND /", "FRONTEND /admin/panel"]


def test_a_partial_has_the_name_of_its_function():
    app = Etude()
    app.add_api_route("/items", functools.partial(handler), name="items")

    assert [each.as_row()["function"] for each in entries(app)][-1] == "handler"


def test_a_class_that_makes_nothing_of_its_own_has_no_line():
    class Empty:
        """An endpoint whose answer is an object."""

    app = Etude()
    app.add_api_route("/a", Empty, response_model=None)

    row = [each.as_row() for each in entries(app)][-1]
    assert (row["file"], row["line"]) == (None, None)


def test_a_function_outside_of_the_current_directory_has_its_whole_path():
    (entry,) = (entry for entry in entries(with_paths("/a")) if not entry.is_of_etude)

    assert entry.as_row()["file"] == __file__  # the directory is that of an empty project


# --- routes that are never reached


@pytest.mark.parametrize(
    ("first", "second", "is_reached"),
    [
        ("/a", "/a", False),
        ("/{a}", "/{b}", False),
        ("/{a}", "/b", False),
        ("/a", "/{b}", True),
        ("/{a}", "/{b}.json", False),
        ("/{a}.json", "/{b}", True),
        ("/{a}-{b}", "/{c}", True),
        ("/{a:int}", "/{b}", True),
        ("/{a:int}", "/{b:int}", False),
        ("/{a}", "/{b:int}", False),
        ("/{a:float}", "/{b:int}", False),
        ("/{a:int}", "/{b:float}", True),
        ("/{a:int}", "/7", False),
        ("/{a}", "/{b:uuid}", False),
        ("/{a:uuid}", "/{b}", True),
        ("/{a:path}", "/b/{c}", False),
        ("/{a}", "/{b:path}", True),
        ("/files/{a:path}", "/files/{b}/{c:int}", False),
        ("/files/{a:path}", "/files", True),
        ("/{a}/{b}", "/{c}", True),
    ],
)
def test_a_route_is_never_reached_if_an_earlier_one_takes_all_of_its_paths(
    first, second, is_reached
):
    assert shadowed(with_paths(first, second)) == ({} if is_reached else {second: ["GET"]})


def test_only_the_methods_that_are_taken_are_marked():
    app = Etude()
    app.add_api_route("/{name}", handler, methods=["GET"])
    app.add_api_route("/a", handler, methods=["GET", "POST"])

    assert shadowed(app) == {"/a": ["GET"]}


def test_a_mount_takes_everything_below_its_path():
    app = Etude(routes=[Mount("/files", StaticFiles(directory="."))])
    app.add_api_route("/files/{name}", handler)
    app.mount("/files/inner", StaticFiles(directory="."))

    @app.websocket("/files/ws")
    async def talk(websocket: WebSocket) -> None: ...

    assert shadowed(app) == {
        "/files/{name}": ["GET"],
        "/files/inner": ["MOUNT"],
        "/files/ws": ["WS"],
    }


def test_a_route_for_every_method_takes_no_websocket_and_no_mount():
    app = Etude(routes=[Route("/{name}", StaticFiles(directory="."))])
    app.add_api_route("/a", handler)

    @app.websocket("/b")
    async def talk(websocket: WebSocket) -> None: ...

    app.mount("/c", Router())

    assert shadowed(app) == {"/a": ["GET"]}


def test_what_may_decline_takes_nothing_for_sure():
    class Choosy(APIRouter):
        def matches(self, scope):
            return super().matches(scope)

    router, app = Choosy(), Etude(routes=[Host("shop.example", Router())])
    router.add_api_route("/{name}", handler)
    app.include_router(router)
    app.add_api_route("/a", handler, dependencies=[Depends(handler)])

    assert shadowed(app) == {}


def test_a_convertor_of_ones_own_is_judged_by_its_pattern(monkeypatch):
    class Day(Convertor):
        regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    class Unknown(Convertor):
        regex = "[x]{20}"

    monkeypatch.setitem(CONVERTOR_TYPES, "day", Day())
    monkeypatch.setitem(CONVERTOR_TYPES, "unknown", Unknown())

    assert shadowed(with_paths("/{a}", "/{b:day}")) == {"/{b:day}": ["GET"]}
    assert shadowed(with_paths("/{b:day}", "/{a}")) == {}
    assert shadowed(with_paths("/{a}", "/{b:unknown}")) == {}
