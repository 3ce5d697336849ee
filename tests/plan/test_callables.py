"""Promises about which callables can be endpoints and dependencies, and how they are read."""

import asyncio
import functools
import inspect
import sys
import types
from typing import Dict, List, Optional

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated, TypedDict

from etude import Depends, Etude, Query
from etude.testclient import TestClient


class Object:
    def __init__(self, factor=2):
        self.factor = factor

    def __call__(self, number: int = 1):
        return number * self.factor

    def method(self, number: int = 1):
        return number * self.factor

    async def awaited(self, number: int = 1):
        return number * self.factor

    @classmethod
    def of_class(cls, number: int = 1):
        return number * 2

    @staticmethod
    def static(number: int = 1):
        return number * 2


class AwaitedObject:
    async def __call__(self, number: int = 1):
        return number * 2


class Built(BaseModel):
    doubled: int

    def __init__(self, number: int = 1):
        super().__init__(doubled=number * 2)


def times(factor: int, number: int = 1):
    return factor * number


async def awaited_times(factor: int, number: int = 1):
    return factor * number


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@pytest.mark.parametrize(
    "endpoint",
    [
        lambda number=1: int(number) * 2,
        Object(),
        Object().method,
        Object().awaited,
        Object.of_class,
        Object.static,
        AwaitedObject(),
        functools.partial(times, 2),
        functools.partial(awaited_times, 2),
        functools.partial(AwaitedObject()),
        functools.partial(functools.partial(times, 2), number=1),
        logged(Object().method),
        logged(functools.partial(awaited_times, 2)),
    ],
)
def test_any_callable_can_be_an_endpoint(endpoint):
    app = Etude()
    app.add_api_route("/", endpoint)
    assert TestClient(app).get("/?number=3").json() == 6


def test_a_class_can_be_an_endpoint():
    app = Etude()
    app.add_api_route("/", Built)
    assert TestClient(app).get("/?number=3").json() == {"doubled": 6}


def test_a_builtin_can_be_a_dependency_where_it_has_a_signature():
    app = Etude()

    @app.get("/")
    def read(value: Annotated[int, Depends(functools.partial(abs, -3))]):
        return value

    assert TestClient(app).get("/").json() == 3


def test_an_empty_callable_object_is_a_dependency_too():
    class Registry(dict):
        def __call__(self):
            return "registry"

    app = Etude()

    @app.get("/")
    def read(value: Annotated[Object, Depends(Registry())]):
        return value

    assert TestClient(app).get("/").json() == "registry"


@pytest.mark.parametrize("bound", [False, True])
def test_a_signature_that_a_function_shows_is_the_one_that_counts(bound):
    def read(**kwargs):
        return kwargs

    read.__signature__ = inspect.Signature(
        [inspect.Parameter("q", inspect.Parameter.KEYWORD_ONLY, annotation=int)]
    )
    app = Etude()
    app.add_api_route("/", functools.partial(read) if bound else read)
    assert TestClient(app).get("/?q=3").json() == {"q": 3}


def test_a_wrapper_without_the_name_of_what_it_wraps_takes_nothing():
    def wrapper(*args, **kwargs):
        return [args, kwargs]

    app = Etude()
    app.add_api_route("/", wrapper)
    assert TestClient(app).get("/?args=1").json() == [[], {}]


# Where annotations are evaluated

POSTPONED = """
from __future__ import annotations
from typing import List
from etude import Query
from typing_extensions import Annotated
from pydantic import BaseModel

class Local(BaseModel):
    name: str

def read(item: Local, tags: Annotated[List[int], Query()]) -> Local:
    return item

class Reader:
    def __call__(self, item: Local) -> Local:
        return item

class Made:
    def __init__(self, number: int) -> None:
        self.number = number
"""


@pytest.fixture
def module(monkeypatch):
    """A module whose annotations are strings."""
    made = types.ModuleType("postponed_annotations")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    exec(POSTPONED, made.__dict__)
    return made


@pytest.mark.parametrize("wrap", [lambda function: function, logged, functools.partial])
def test_string_annotations_are_evaluated_where_the_function_is_defined(module, wrap):
    app = Etude()
    app.add_api_route("/", wrap(module.read), methods=["POST"])
    client = TestClient(app)
    assert client.post("/?tags=1", json={"name": "n"}).json() == {"name": "n"}
    assert client.post("/?tags=a", json={}).status_code == 422


def test_string_annotations_of_objects_and_classes_are_evaluated_too(module):
    app = Etude()
    app.add_api_route("/", module.Reader(), methods=["POST"])

    @app.get("/made")
    def read(made: Annotated[object, Depends(module.Made)]):
        return made.number

    client = TestClient(app)
    assert client.post("/", json={"name": "n"}).json() == {"name": "n"}
    assert client.get("/made?number=3").json() == 3


def test_a_class_of_a_forgotten_module_is_read_without_its_names(module, monkeypatch):
    monkeypatch.delitem(sys.modules, module.__name__)
    app = Etude()

    @app.get("/")
    def read(made: Annotated[object, Depends(module.Made)]):
        return made.number

    assert TestClient(app).get("/?number=3").json() == 3


def test_a_none_default_does_not_make_a_type_optional():
    app = Etude()

    def read(q: "int" = None):  # noqa: RUF013
        return q

    app.add_api_route("/", read)
    (parameter,) = app.openapi()["paths"]["/"]["get"]["parameters"]
    assert parameter["schema"] == {"type": "integer", "title": "Q"}


# What goes where without a marker


class Item(BaseModel):
    a: int = 1


class Movie(TypedDict):
    title: str


if sys.version_info >= (3, 10):
    NEW_UNION, NEW_OPTIONAL = int | str, list[int] | None
else:
    NEW_UNION, NEW_OPTIONAL = Optional[int], Optional[List[int]]
if sys.version_info >= (3, 9):  # where these call themselves classes, before 3.11
    NEW_LIST, NEW_DICT = list[int], dict[int, float]
else:
    NEW_LIST, NEW_DICT = List[int], Dict[int, float]


@pytest.mark.parametrize("type_", [int, Optional[int], Annotated[int, 1], bytes, NEW_UNION])
def test_a_single_value_is_a_query_parameter(type_):
    operation = operation_with(type_)
    assert [p["in"] for p in operation["parameters"]] == ["query"]
    assert "requestBody" not in operation


@pytest.mark.parametrize(
    "type_",
    [
        Item,
        Optional[Item],
        Movie,
        dict,
        list,
        List[int],
        NEW_OPTIONAL,
        NEW_LIST,
        NEW_DICT,
        List[Annotated[int, Query()]],
    ],
)
def test_a_structure_is_a_body(type_):
    operation = operation_with(type_)
    assert "parameters" not in operation
    assert list(operation["requestBody"]["content"]) == ["application/json"]


def operation_with(type_):
    app = Etude()

    @app.get("/")
    def read(x: type_):
        pass

    return app.openapi()["paths"]["/"]["get"]


def test_endpoints_stay_plain_functions():
    app = Etude()

    @app.get("/")
    async def read(q: Annotated[int, Query(gt=0)] = 3):
        return q

    assert asyncio.run(read()) == 3
