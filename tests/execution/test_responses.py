"""Promises about what becomes of the value that an endpoint returns."""

import enum
import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Dict, Generic, List, NamedTuple, Optional, Set, TypeVar, Union
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel, computed_field, field_validator
from typing_extensions import Annotated, TypedDict

from etude import BackgroundTasks, Etude
from etude.exceptions import ResponseValidationError
from etude.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from etude.testclient import TestClient

T = TypeVar("T")


class Colour(enum.Enum):
    red = "r"


class Base(BaseModel):
    name: str
    size: int = 1
    note: Optional[str] = None


class Sub(Base):
    secret: str = "s"


class Aliased(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    own_name: str = Field(alias="ownName")


class Computed(BaseModel):
    a: int
    hidden: int = Field(default=2, exclude=True)

    @computed_field
    def double(self) -> int:
        return self.a * 2


class Page(BaseModel, Generic[T]):
    items: List[T]


class Roots(RootModel[List[int]]):
    pass


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


@dataclass
class Point:
    x: int
    y: int = 0


class Pair(NamedTuple):
    a: int
    b: str


class Movie(TypedDict):
    title: str


class Plain:
    def __init__(self):
        self.name = "attribute"


def respond(value, **options):
    """Return the answer of an operation that returns a value."""
    app = Etude()
    app.add_api_route("/", lambda: value, **options)
    return TestClient(app, follow_redirects=False).get("/")


def respond_with_tasks(value, **options):
    """The same by way of a response object, which the tasks need."""
    app = Etude()

    def endpoint(tasks: BackgroundTasks):
        return value

    app.add_api_route("/", endpoint, **options)
    return TestClient(app, follow_redirects=False).get("/")


# Without a model


def test_a_value_is_sent_as_compact_json_in_utf_8(exchange):
    app = Etude()

    @app.get("/")
    async def read():
        return {"é": [1, None]}

    answer = exchange(app)
    assert answer.body == '{"é":[1,null]}'.encode()
    assert sorted(answer.headers) == [
        (b"content-length", b"%d" % len(answer.body)),
        (b"content-type", b"application/json"),
    ]


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, None),
        ("text", "text"),
        ((1, 2), [1, 2]),
        ({3}, [3]),
        (deque([1]), [1]),
        (Colour.red, "r"),
        (datetime(2020, 1, 1, tzinfo=timezone.utc), "2020-01-01T00:00:00+00:00"),
        (timedelta(seconds=90), 90.0),
        (Decimal("1.10"), 1.1),
        (Decimal("2"), 2),
        (UUID(int=5), str(UUID(int=5))),
        (b"bytes", "bytes"),
        (Sub(name="n"), {"name": "n", "size": 1, "note": None, "secret": "s"}),
        ([Aliased(own_name="n")], [{"ownName": "n"}]),
        (Computed(a=2), {"a": 2, "double": 4}),
        (Point(1), {"x": 1, "y": 0}),
        (Plain(), {"name": "attribute"}),
        (ValueError("x"), {}),
    ],
)
def test_without_a_model_a_value_is_encoded_as_it_is(value, sent):
    for answer in (respond(value), respond_with_tasks(value)):
        assert (answer.status_code, answer.json()) == (200, sent)
        assert answer.headers["content-type"] == "application/json"


def test_a_generator_that_is_returned_is_an_array():
    app = Etude()

    @app.get("/")
    def read():
        return (number for number in (1, 2))

    assert TestClient(app).get("/").json() == [1, 2]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"\xff", object(), iter([1])])
def test_what_json_cannot_say_is_a_server_error(value):
    app = Etude()
    app.add_api_route("/", lambda: value)
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


def test_an_annotation_of_none_is_no_model():
    app = Etude()

    @app.get("/")
    def read() -> None:
        return 3

    assert TestClient(app).get("/").json() == 3
    schema = app.openapi()["paths"]["/"]["get"]["responses"]["200"]["content"]
    assert schema == {"application/json": {"schema": {}}}


# Models


@pytest.mark.parametrize(
    ("model", "value", "sent"),
    [
        (int, "3", 3),
        (Base, Sub(name="n"), {"name": "n", "size": 1, "note": None}),
        (Base, {"name": "n", "extra": 1}, {"name": "n", "size": 1, "note": None}),
        (Base, Plain(), {"name": "attribute", "size": 1, "note": None}),
        (List[Base], [Sub(name="n")], [{"name": "n", "size": 1, "note": None}]),
        (
            Union[Base, Sub],
            Sub(name="n"),
            {"name": "n", "size": 1, "note": None, "secret": "s"},
        ),
        (Optional[Base], None, None),
        (Dict[str, int], {"a": "1"}, {"a": 1}),
        (Set[int], [1, 1], [1]),
        (Movie, {"title": "t", "x": 1}, {"title": "t"}),
        (Pair, Pair(1, "b"), [1, "b"]),
        (Point, Point(1), {"x": 1, "y": 0}),
        (Colour, "r", "r"),
        (Roots, [1], [1]),
        (Page[Base], {"items": []}, {"items": []}),
        (Open, {"a": 1}, {"a": 1}),
        (Any, {"a": Computed(a=1)}, {"a": {"a": 1, "double": 2}}),
        (float, float("nan"), None),
        (datetime, datetime(2020, 1, 1, tzinfo=timezone.utc), "2020-01-01T00:00:00Z"),
        (timedelta, timedelta(seconds=90), "PT1M30S"),
        (Decimal, Decimal("1.10"), "1.10"),
        (Annotated[int, Field(gt=0)], 1, 1),
        (List[Annotated[int, {"not": "hashable"}]], ["1"], [1]),
        (None, "unchecked", "unchecked"),
    ],
)
def test_a_model_validates_filters_and_serialises(model, value, sent):
    assert respond(value, response_model=model).json() == sent
    assert respond_with_tasks(value, response_model=model).json() == sent


def test_a_return_annotation_is_the_model():
    app = Etude()

    @app.get("/")
    def read() -> Base:
        return Sub(name="n")

    assert TestClient(app).get("/").json() == {"name": "n", "size": 1, "note": None}


def test_a_string_annotation_is_resolved_in_its_module():
    app = Etude()

    @app.get("/")
    def read() -> "List[Base]":
        return [{"name": "n"}]

    assert TestClient(app).get("/").json()[0]["size"] == 1


def test_the_option_wins_over_the_annotation():
    app = Etude()

    @app.get("/", response_model=Base)
    def read() -> Any:
        return Sub(name="n")

    @app.get("/none", response_model=None)
    def read_none() -> int:
        return "text"

    client = TestClient(app)
    assert "secret" not in client.get("/").json()
    assert client.get("/none").json() == "text"


@pytest.mark.parametrize(
    ("model", "value", "loc"),
    [
        (Base, {}, ("response", "name")),
        (Base, None, ("response",)),
        (str, 3, ("response",)),
        (List[int], ["a"], ("response", 0)),
    ],
)
def test_a_value_that_does_not_fit_its_model_is_a_server_error(model, value, loc):
    with pytest.raises(ResponseValidationError) as caught:
        respond(value, response_model=model)
    assert [error["loc"] for error in caught.value.errors()] == [loc]
    assert caught.value.body == value


def test_an_instance_of_the_model_itself_is_not_validated_again():
    instance = Base.model_construct(name=3)
    with pytest.warns(UserWarning, match="Pydantic serializer warnings"):
        assert respond(instance, response_model=Base).json()["name"] == 3


# What of a model is sent


FULL = {"name": "n", "size": 1, "note": None}


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"response_model_include": {"name", "unknown"}}, {"name": "n"}),
        ({"response_model_include": ["name", "size"]}, {"name": "n", "size": 1}),
        ({"response_model_exclude": ("name",)}, {"size": 1, "note": None}),
        (
            {"response_model_include": {"name", "size"}, "response_model_exclude": {"size"}},
            {"name": "n"},
        ),
        ({"response_model_exclude_unset": True}, {"name": "n", "note": None}),
        ({"response_model_exclude_defaults": True}, {"name": "n"}),
        ({"response_model_exclude_none": True}, {"name": "n", "size": 1}),
        ({"response_model_exclude_none": False}, FULL),
    ],
)
def test_options_choose_the_fields_that_are_sent(options, sent):
    value = {"name": "n", "note": None}
    assert respond(value, response_model=Base, **options).json() == sent
    assert (
        respond(value, response_model=Base, response_class=JSONResponse, **options).json() == sent
    )
    assert respond_with_tasks(value, response_model=Base, **options).json() == sent


def test_fields_inside_a_list_are_chosen_under_all():
    answer = respond(
        [{"name": "n"}], response_model=List[Base], response_model_include={"__all__": {"name"}}
    )
    assert answer.json() == [{"name": "n"}]


def test_fields_are_sent_under_their_aliases_unless_not_wanted():
    value = Aliased(own_name="n")
    assert respond(value, response_model=Aliased).json() == {"ownName": "n"}
    answer = respond(value, response_model=Aliased, response_model_by_alias=False)
    assert answer.json() == {"own_name": "n"}


def test_without_a_model_the_options_have_no_effect():
    assert respond({"a": None}, response_model_exclude_none=True).json() == {"a": None}


# Status codes


@pytest.mark.parametrize("status_code", [201, HTTPStatus.CREATED])
def test_the_declared_status_is_sent(status_code):
    assert respond(1, status_code=status_code).status_code == 201


@pytest.mark.parametrize(("status", "length"), [(204, None), (304, None), (205, b"0")])
@pytest.mark.parametrize("with_tasks", [False, True])
@pytest.mark.parametrize("response_class", [None, JSONResponse])
def test_a_status_without_a_body_sends_none(exchange, status, length, with_tasks, response_class):
    app = Etude()

    async def plain():
        return {"a": 1}

    async def tasks(tasks: BackgroundTasks):
        return {"a": 1}

    app.add_api_route(
        "/", tasks if with_tasks else plain, status_code=status, response_class=response_class
    )
    answer = exchange(app)
    assert (answer.status, answer.body) == (status, b"")
    assert dict(answer.headers) == ({} if length is None else {b"content-length": length})


# Response classes


def test_a_response_class_renders_the_value():
    answer = respond("<p>", response_class=HTMLResponse)
    assert (answer.text, answer.headers["content-type"]) == ("<p>", "text/html; charset=utf-8")
    assert respond("x", response_class=PlainTextResponse, status_code=202).status_code == 202


def test_a_redirecting_class_sends_the_location_that_is_returned():
    answer = respond("/a b", response_class=RedirectResponse, status_code=302)
    assert (answer.status_code, answer.headers["location"]) == (302, "/a%20b")


def test_a_class_that_redirects_answers_with_its_own_status():
    answer = respond("/x", response_class=RedirectResponse)
    assert (answer.status_code, answer.headers["location"]) == (307, "/x")


def test_a_class_of_its_own_gets_content_that_json_can_say():
    class Shouting(Response):
        media_type = "text/shout"

        def render(self, content):
            return repr(content).upper().encode()

    answer = respond({"at": timedelta(seconds=1)}, response_class=Shouting)
    assert answer.text == "{'AT': 1.0}"
    answer = respond(Base(name="n"), response_class=Shouting, response_model=Base)
    assert answer.text == "{'NAME': 'N', 'SIZE': 1, 'NOTE': NONE}"
    assert answer.headers["content-type"] == "text/shout; charset=utf-8"


def test_a_response_that_is_returned_is_sent_as_it_is():
    value = JSONResponse({"own": 1}, status_code=203, headers={"x-a": "b"})
    for answer in (
        respond(value, response_model=Base, status_code=201),
        respond_with_tasks(value, response_model=Base),
        respond(value, response_class=HTMLResponse),
    ):
        assert (answer.status_code, answer.json(), answer.headers["x-a"]) == (203, {"own": 1}, "b")


@pytest.mark.parametrize("annotation", [Response, JSONResponse, HTMLResponse])
def test_an_annotation_with_a_response_is_no_model(annotation):
    app = Etude()

    @app.get("/")
    def read() -> annotation:
        return {"a": 1}

    assert TestClient(app).get("/").json() == {"a": 1}


def test_files_and_streams_can_be_returned(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("content")
    answer = respond(FileResponse(str(file)))
    assert (answer.text, answer.headers["content-type"]) == ("content", "text/plain; charset=utf-8")
    assert respond(StreamingResponse(iter(["a", "b"]))).text == "ab"


# How functions run


class Threads(BaseModel):
    names: List[str]

    @field_validator("names", mode="before")
    @classmethod
    def note(cls, names):
        return [*names, threading.current_thread().name]


class Spelt(JSONResponse):
    def render(self, content):
        return super().render({**content, "class": type(self).__name__})


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("response_class", [JSONResponse, Spelt])
def test_a_result_is_validated_where_its_endpoint_ran(is_async, response_class):
    app = Etude()

    def answer() -> Threads:
        return {"names": [threading.current_thread().name]}

    async def answer_later() -> Threads:
        return answer()

    app.get("/", response_class=response_class)(answer_later if is_async else answer)
    answered = TestClient(app).get("/").json()
    assert len(set(answered["names"])) == 1
    assert len(answered["names"]) == 2
    assert answered.get("class") == (None if response_class is JSONResponse else "Spelt")


def test_a_coroutine_runs_in_the_loop_and_a_function_in_a_thread():
    app = Etude()

    @app.get("/loop")
    async def loop():
        return threading.get_ident()

    @app.get("/thread")
    def thread():
        return threading.get_ident()

    with TestClient(app) as client:
        assert client.get("/loop").json() != client.get("/thread").json()
