"""`etude check`: each kind of mistake is found, and what is right is left alone."""

from __future__ import annotations

import functools
import json
import subprocess
import time
import urllib.request
from pathlib import Path
from time import sleep as pause
from typing import Any, AsyncIterator, Callable, Dict, List, Optional

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_serializer,
    field_validator,
    model_validator,
)
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, Form, Query, Request, WebSocket
from etude.cli.checks import FIXES, check

PAGE = Path(__file__).parents[2] / "docs" / "en" / "docs" / "cli" / "check.md"


def found(app: Etude) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in check(app)]


@pytest.fixture
def app() -> Etude:
    return Etude()


# --- parameters


class Inner(BaseModel):
    a: int = 1


class Outer(BaseModel):
    inner: Inner
    others: List[Inner]
    free: Inner = Inner()
    names: List[str]


class Parsing(BaseModel):
    inner: Inner

    @field_validator("inner", mode="before")
    @classmethod
    def parse(cls, value: Any) -> Any:
        return json.loads(value)


class Regrouping(BaseModel):
    inner: Inner

    @model_validator(mode="before")
    @classmethod
    def regroup(cls, value: Any) -> Any:
        return {"inner": value}


class Deep(BaseModel):
    inner: Annotated[Inner, Query(style="deepObject")]


def test_a_field_of_a_parameter_model_that_no_text_can_be_is_found(app):
    def read(outer: Annotated[Outer, Query()]) -> None: ...

    app.get("/")(read)
    assert found(app) == [("unfillable-parameter", "GET /")] * 2
    assert "`inner` of the model `outer`" in check(app)[0].message


@pytest.mark.parametrize("model", [Parsing, Regrouping, Deep])
def test_a_field_that_a_text_may_become_is_no_finding(app, model):
    def read(outer) -> None: ...

    read.__annotations__["outer"] = Annotated[model, Query()]
    app.get("/")(read)
    assert found(app) == []


def test_a_structure_in_a_form_is_no_finding(app):
    def read(outer: Annotated[Outer, Form()]) -> None: ...

    app.post("/")(read)
    assert found(app) == []


# --- routes and ids


def test_a_route_that_is_never_reached_names_the_one_before_it(app):
    app.get("/items/{item_id}")(lambda item_id: item_id)

    @app.get("/items/latest", name="latest")
    def read_latest() -> None: ...

    (finding,) = check(app)

    assert (finding.code, finding.place) == ("shadowed-route", "GET /items/latest")
    assert "since GET /items/{item_id} (" in finding.message
    assert Path(str(finding.file)).resolve() == Path(__file__)
    assert finding.line == read_latest.__code__.co_firstlineno


def test_a_route_behind_a_page_of_etude_is_found_too(app):
    @app.get("/docs")
    def read_docs() -> None: ...

    assert found(app) == [("shadowed-route", "GET /docs")]


def test_a_route_behind_a_mount_is_found_too(app):
    app.mount("/v1", Etude())
    app.add_api_route("/v1/items", lambda: None, name="items")

    (finding,) = check(app)

    assert "since MOUNT /v1 takes them all" in finding.message


@pytest.mark.filterwarnings("ignore:The operation id")
def test_an_operation_id_that_stands_twice_is_found_at_the_second(app):
    app.get("/a", operation_id="read")(lambda: None)
    app.get("/b", operation_id="read")(lambda: None)
    app.get("/c", operation_id="read", include_in_schema=False)(lambda: None)

    (finding,) = check(app)

    assert (finding.code, finding.place) == ("duplicate-operation-id", "GET /b")
    assert "'read' is that of GET /a too" in finding.message


def test_applications_inside_have_ids_of_their_own(app):
    for prefix in ("/v1", "/v2"):
        inner = Etude()
        inner.get("/a", operation_id="read")(lambda: None)
        app.mount(prefix, inner)

    assert found(app) == []


def test_an_operation_that_the_document_leaves_out_has_no_id(app):
    app.get("/{a}", operation_id="read")(lambda a: None)
    app.get("/{a}", operation_id="read")(lambda a: None)

    assert found(app) == [("shadowed-route", "GET /{a}")]


# --- blocking calls


async def sleep_by_module() -> None:
    time.sleep(1)


async def sleep_by_name() -> None:
    pause(1)


async def run_program() -> AsyncIterator[None]:
    subprocess.run(["true"], check=True)
    yield


async def read_page() -> None:
    if time.monotonic():
        urllib.request.urlopen("http://localhost")


async def ask() -> None:
    input()


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (sleep_by_module, "time.sleep"),
        (sleep_by_name, "time.sleep"),
        (run_program, "subprocess.run"),
        (read_page, "urllib.request.urlopen"),
        (ask, "builtins.input"),
        (functools.partial(sleep_by_name), "time.sleep"),
    ],
)
@pytest.mark.parametrize("is_dependency", [True, False])
def test_a_blocking_call_in_async_def_is_found(app, function, name, is_dependency):
    if is_dependency:
        router = APIRouter(dependencies=[Depends(function)])
        router.get("/a")(lambda: None)
        router.get("/b")(lambda: None)
        app.include_router(router)
    else:
        app.get("/a", name="a")(function)

    (finding,) = check(app)

    assert (finding.code, finding.place) == ("blocking-call", "GET /a")
    assert f"calls {name}()" in finding.message
    lines = Path(str(finding.file)).read_text(encoding="utf-8").splitlines()
    assert (
        lines[finding.line - 1]
        .lstrip()
        .startswith(("time.sleep", "pause", "subprocess.run", "urllib.request.urlopen", "input"))
    )


def test_a_websocket_endpoint_is_looked_at_too(app):
    @app.websocket("/ws")
    async def talk(websocket: WebSocket) -> None:
        time.sleep(1)

    assert found(app) == [("blocking-call", "WS /ws")]


def test_what_runs_in_a_thread_or_elsewhere_may_block(app):
    clock: Any = None

    @app.get("/a")
    def wait() -> None:
        time.sleep(1)

    @app.get("/b")
    async def hand_over(call: str = "") -> None:
        def later() -> None:
            time.sleep(1)

        later_too = lambda: time.sleep(1)  # noqa: E731
        clock.sleep(later, later_too, time.sleep)
        (later or later_too)()
        missing.sleep(1)  # type: ignore[name-defined]  # noqa: F821

    assert found(app) == []


def test_a_function_without_a_text_is_passed_over(app):
    names: Dict[str, Callable[[], Any]] = {"time": time}  # type: ignore[dict-item]
    exec("async def wait():\n    time.sleep(1)", names)
    app.get("/a")(names["wait"])

    assert found(app) == []


# --- paths and answers


def test_a_name_in_the_path_that_nothing_takes_is_found(app):
    def get_shop(shop: str) -> str:
        return shop

    @app.get("/{shop}/{item}/{part:int}")
    def read_part(shop: str = Depends(get_shop)) -> None: ...

    assert [finding.message for finding in check(app)] == [
        "nothing takes {item} of the path.",
        "nothing takes {part} of the path.",
    ]


def test_who_has_the_request_has_the_whole_path(app):
    @app.get("/{item}")
    def read_item(request: Request) -> None: ...

    @app.websocket("/ws/{item}")
    async def talk(websocket: WebSocket) -> None: ...

    assert found(app) == []


class Session:
    """Something that JSON cannot hold."""


class Order(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    number: int
    session: Session


class Shown(Order):
    session: Session = Field(exclude=True)


class Written(Order):
    @field_serializer("session")
    def write_session(self, session: Session) -> str:
        return "open"


@pytest.mark.parametrize("model", [Order, List[Order], Optional[Order], Dict[str, Callable]])
def test_an_answer_without_json_is_found(app, model):
    app.get("/a", response_model=model)(lambda: None)

    codes = [finding.code for finding in check(app)]

    assert codes == ["unserializable-response", "no-document"]


@pytest.mark.parametrize("model", [Shown, Written, int, None])
def test_an_answer_that_is_written_in_another_way_is_right(app, model):
    app.get("/a", response_model=model)(lambda: None)

    assert found(app) == []


def test_a_document_that_cannot_be_made_is_found(app, monkeypatch):
    def fail() -> None:
        raise KeyError("a function of yours fails")

    monkeypatch.setattr(app, "openapi", fail)

    (finding,) = check(app)

    assert str(finding).startswith("no-document: document: the document cannot be made: KeyError")


# --- the command

MISTAKEN = """
from etude import Etude

app = Etude()


@app.get("/items/{item_id}")
def read_items():
    return []
"""


def test_a_finding_has_a_place_a_code_a_fix_and_a_page(etude, project):
    project.write({"main.py": MISTAKEN})

    outcome = etude("check")

    assert outcome.status == 1
    assert outcome.out.splitlines() == [
        "main.py:7: unused-path-name: GET /items/{item_id}: nothing takes {item_id} of the path.",
        "    Fix: Add an argument of that name, or take the name out of the path.",
        "    See: https://etude.readthedocs.io/cli/check/#unused-path-name",
        "1 finding.",
    ]


def test_programs_read_json(etude, project):
    project.write({"main.py": MISTAKEN})

    outcome = etude("check", "--json")

    (row,) = json.loads(outcome.out)
    assert outcome.status == 1
    assert (row["file"], row["line"], row["code"]) == ("main.py", 7, "unused-path-name")
    assert row.keys() == {"code", "place", "file", "line", "message", "fix", "page"}


@pytest.mark.parametrize("ignored", ["unused-path-name", "unused-path-name  GET /items/{item_id}"])
def test_a_finding_is_ignored_by_its_code_or_alone(etude, project, ignored):
    project.write({"main.py": MISTAKEN})

    outcome = etude("check", "--ignore", ignored)

    assert (outcome.status, outcome.out) == (0, "No findings.\n")


def test_a_finding_at_another_place_is_not_ignored(etude, project):
    project.write({"main.py": MISTAKEN})

    assert etude("check", "--ignore", "unused-path-name GET /").status == 1


@pytest.mark.parametrize("wrong", ["unused", ""])
def test_a_code_that_does_not_exist_is_refused(etude, project, wrong):
    project.write({"main.py": MISTAKEN})

    outcome = etude("check", "--ignore", wrong)

    assert outcome.status == 2
    assert f"there is no code '{wrong}'" in outcome.err


def test_an_application_that_cannot_be_imported_has_another_status(etude, project):
    project.write({"main.py": "import not_installed_anywhere\n"})

    assert etude("check").status == 2


@pytest.mark.parametrize("code", sorted(FIXES))
def test_each_code_has_its_place_on_the_page(code):
    assert f"{{ #{code} }}" in PAGE.read_text(encoding="utf-8")
