"""Promises about the names of components, which Pydantic gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, List, TypeVar, Union

import pytest
from pydantic import BaseModel, ConfigDict, RootModel
from typing_extensions import TypedDict

from etude import Etude

T = TypeVar("T")


class Colour(Enum):
    red = "red"
    blue = "blue"


@dataclass
class Point:
    x: int


class Record(TypedDict):
    x: int


class Box(BaseModel, Generic[T]):
    content: T


class Outer:
    class Nested(BaseModel):
        x: int


class WithDefault(BaseModel):
    x: int = 1


class Complete(WithDefault):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Tree(BaseModel):
    children: List[Tree] = []


class Forest(BaseModel):
    trees: List[Tree]


def schemas_of(received: Any = int, sent: Any = int, **options: Any) -> dict:
    """Return the components of an operation, without those of its validation errors."""

    def endpoint(value: Any) -> Any:
        pass

    endpoint.__annotations__ = {"value": List[received], "return": sent}
    app = Etude(**options)
    app.post("/")(endpoint)
    found = app.openapi()["components"]["schemas"]
    return {name: schema for name, schema in found.items() if "Validation" not in name}


@pytest.mark.parametrize(
    ("type_", "name", "title"),
    [
        (Colour, "Colour", "Colour"),
        (Point, "Point", "Point"),
        (Record, "Record", "Record"),
        (Outer.Nested, "Nested", "Nested"),
        (Box[int], "Box_int_", "Box[int]"),
        (RootModel[List[int]], "RootModel_List_int__", "RootModel[List[int]]"),
    ],
)
def test_a_type_with_a_name_is_a_component_with_its_title(type_, name, title):
    assert {name: each["title"] for name, each in schemas_of(type_).items()} == {name: title}


def same(module: str, **annotations: type) -> Any:
    """Return a model of another module."""
    names = {"__module__": module, "__qualname__": "Same", "__annotations__": annotations}
    return type("Same", (BaseModel,), names)


def test_two_models_of_one_name_are_told_apart_by_their_modules():
    first, second = same("package.one", x=int), same("package.two", y=int)
    found = schemas_of(Union[first, second])
    assert sorted(found) == ["package__one__Same", "package__two__Same"]
    assert {schema["title"] for schema in found.values()} == {"Same"}


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (WithDefault, ["WithDefault"]),
        (Complete, ["Complete-Input", "Complete-Output"]),
        (Tree, ["Tree-Input", "Tree-Output"]),
    ],
)
def test_a_model_has_two_components_where_requests_and_answers_differ_or_it_holds_itself(
    model, names
):
    assert list(schemas_of(model, model)) == names
    (only,) = schemas_of(model, model, separate_input_output_schemas=False)
    assert only == model.__name__


def test_a_model_inside_another_is_a_component():
    assert list(schemas_of(Forest)) == ["Forest", "Tree"]


def test_models_with_the_names_of_validation_errors_keep_their_schemas():
    class ValidationError(BaseModel):
        mine: int

    app = Etude()

    @app.post("/", response_model=ValidationError)
    def create(number: int):
        pass

    schemas = app.openapi()["components"]["schemas"]
    assert list(schemas["ValidationError"]["properties"]) == ["mine"]
    assert list(schemas["HTTPValidationError"]["properties"]) == ["detail"]
