"""Promises about parameters in the OpenAPI document."""

import enum
from typing import FrozenSet, List, Optional, Tuple

import pytest
from pydantic import BaseModel, Field, WithJsonSchema
from typing_extensions import Annotated, Literal

from etude import Cookie, Depends, Etude, Header, Path, Query, Request
from etude.exceptions import EtudeDeprecationWarning


class Colour(str, enum.Enum):
    red = "r"
    blue = "b"


def parameters_of(endpoint, path="/"):
    app = Etude()
    app.add_api_route(path, endpoint)
    (item,) = app.openapi()["paths"].values()
    return item["get"].get("parameters", [])


def described(type_, *default):
    """Return the description of a query parameter `the_q` of a type."""
    if default:

        def read(the_q: type_ = default[0]):
            pass

    else:

        def read(the_q: type_):
            pass

    (parameter,) = parameters_of(read)
    return parameter


def test_a_parameter_has_a_name_a_place_and_a_schema():
    assert described(int) == {
        "name": "the_q",
        "in": "query",
        "required": True,
        "schema": {"type": "integer", "title": "The Q"},
    }


@pytest.mark.parametrize(
    ("type_", "default", "schema"),
    [
        (int, (7,), {"type": "integer", "default": 7}),
        (Optional[int], (None,), {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Annotated[int, Query()], (7,), {"type": "integer", "default": 7}),
        (int, (Query(7),), {"type": "integer", "default": 7}),
        (Annotated[int, Query(default_factory=int)], (), {"type": "integer"}),
        (
            Annotated[List[int], Query()],
            ([],),
            {"type": "array", "items": {"type": "integer"}, "default": []},
        ),
        (Annotated[list, Query()], ([1],), {"type": "array", "items": {}, "default": [1]}),
        (str, (object(),), {"type": "string"}),
    ],
)
def test_a_default_makes_a_parameter_optional(type_, default, schema):
    parameter = described(type_, *default)
    assert parameter["required"] is False
    assert parameter["schema"] == {**schema, "title": "The Q"}


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (Optional[int], {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (bytes, {"type": "string", "contentMediaType": "application/octet-stream"}),
        (Literal["a", "b"], {"type": "string", "enum": ["a", "b"]}),
        (Annotated[int, Query(gt=1, le=9)], {"exclusiveMinimum": 1, "maximum": 9}),
        (Annotated[int, Query(ge=1, lt=9)], {"minimum": 1, "exclusiveMaximum": 9}),
        (Annotated[int, Query(multiple_of=3)], {"multipleOf": 3}),
        (
            Annotated[str, Query(min_length=1, max_length=2, pattern="^a")],
            {"minLength": 1, "maxLength": 2, "pattern": "^a"},
        ),
        (Annotated[bytes, Query(max_length=2)], {"maxLength": 2}),
        (Annotated[List[int], Query(min_length=1)], {"minItems": 1}),
        (Annotated[FrozenSet[int], Query()], {"uniqueItems": True}),
        (Annotated[Tuple[int, str], Query()], {"minItems": 2, "maxItems": 2}),
        (Annotated[str, Query(examples=["a"])], {"examples": ["a"]}),
        (Annotated[str, Query(title="Own")], {"title": "Own"}),
        (Annotated[str, Query(json_schema_extra={"x-a": 1})], {"x-a": 1}),
        (Annotated[int, Field(gt=3)], {"exclusiveMinimum": 3}),
    ],
)
def test_a_schema_says_what_the_type_and_the_marker_say(type_, schema):
    found = described(type_)["schema"]
    assert {key: found[key] for key in schema} == schema


def test_a_literal_of_one_value_is_a_constant():
    schema = described(Literal["a"])["schema"]
    schema.pop("enum", None)  # of older versions of Pydantic
    assert schema == {"type": "string", "const": "a", "title": "The Q"}


OwnTitle = Annotated[int, WithJsonSchema({"type": "integer", "title": "Own"})]


@pytest.mark.parametrize(
    ("type_", "title"),
    [
        (OwnTitle, "The Q"),
        (Annotated[int, Query(json_schema_extra={"title": "Extra"})], "The Q"),
        (Annotated[int, Query(json_schema_extra=lambda schema: schema.update(title="E"))], "The Q"),
        (Annotated[Optional[OwnTitle], Query(json_schema_extra={"title": "Extra"})], "The Q"),
        (Annotated[int, Query(title="Said", json_schema_extra={"title": "Extra"})], "Said"),
        (Annotated[int, Field(title="Inner"), Query(json_schema_extra={"title": "E"})], "Inner"),
        (Annotated[int, Field(title="Inner"), Query(title="Outer")], "Outer"),
    ],
)
def test_only_a_declared_title_stands_in_the_place_of_the_generated_one(type_, title):
    assert described(type_)["schema"]["title"] == title


def test_an_unannotated_parameter_has_a_title_alone():
    def read(the_q, other=3):
        pass

    first, second = parameters_of(read)
    assert first["schema"] == {"title": "The Q"}
    assert second["schema"] == {"title": "Other", "default": 3}


def test_an_enum_is_a_component():
    app = Etude()

    @app.get("/")
    def read(a: Colour, b: Colour = Colour.red, c: Optional[Colour] = None):
        pass

    a, b, c = app.openapi()["paths"]["/"]["get"]["parameters"]
    reference = {"$ref": "#/components/schemas/Colour"}
    assert a["schema"] == reference
    assert b["schema"] == {**reference, "default": "r"}
    assert c["schema"]["anyOf"] == [reference, {"type": "null"}]
    assert app.openapi()["components"]["schemas"]["Colour"]["enum"] == ["r", "b"]


def test_a_description_stands_in_the_schema_and_beside_it():
    parameter = described(Annotated[str, Query(description="D", deprecated=True)])
    assert (parameter["description"], parameter["schema"]["description"]) == ("D", "D")
    assert parameter["deprecated"] is True
    assert "deprecated" not in described(Annotated[str, Query(deprecated=False)])


def test_named_examples_stand_beside_the_schema():
    examples = {"one": {"summary": "s", "value": "a"}}
    parameter = described(Annotated[str, Query(examples=["b"], openapi_examples=examples)])
    assert parameter["examples"] == examples
    assert parameter["schema"]["examples"] == ["b"]


def test_the_old_example_stands_beside_the_schema_unless_there_are_named_ones():
    with pytest.warns(EtudeDeprecationWarning):
        old = Query(example="ex")
    assert described(Annotated[str, old])["example"] == "ex"
    with pytest.warns(EtudeDeprecationWarning):
        both = Query(example="ex", openapi_examples={"one": {"value": 1}})
    assert "example" not in described(Annotated[str, both])


def test_an_alias_is_the_documented_name():
    parameter = described(Annotated[str, Query(alias="item-query")])
    assert (parameter["name"], parameter["schema"]["title"]) == ("item-query", "Item-Query")


def test_a_hidden_parameter_is_not_documented_and_its_errors_are():
    app = Etude()

    @app.get("/")
    def read(q: Annotated[int, Query(include_in_schema=False)]):
        pass

    operation = app.openapi()["paths"]["/"]["get"]
    assert "parameters" not in operation
    assert "422" in operation["responses"]


def test_parameters_are_ordered_by_place_and_the_endpoints_come_first():
    def dependency(late: int, x_late: Annotated[int, Header()]):
        pass

    def read(
        value: Annotated[None, Depends(dependency)],
        request: Request,
        c: Annotated[str, Cookie()],
        x_h: Annotated[str, Header()],
        q: str,
        p: Annotated[int, Path()],
    ):
        pass

    found = parameters_of(read, "/{p}")
    assert [(parameter["in"], parameter["name"]) for parameter in found] == [
        ("path", "p"),
        ("query", "q"),
        ("query", "late"),
        ("header", "x-h"),
        ("header", "x-late"),
        ("cookie", "c"),
    ]
    assert found[0]["required"] is True
    assert found[3]["schema"]["title"] == "X-H"


@pytest.mark.parametrize(
    ("own", "dependencies", "shown"),
    [("required", "optional", "string"), ("optional", "required", "integer")],
)
def test_of_two_declarations_of_a_name_the_required_one_is_shown(own, dependencies, shown):
    def dependency(q: int = 1):
        pass

    def dependency_required(q: int):
        pass

    depends = Depends(dependency if dependencies == "optional" else dependency_required)

    def read(q: str, value: Annotated[None, depends]):
        pass

    def read_optional(value: Annotated[None, depends], q: str = "d"):
        pass

    (parameter,) = parameters_of(read if own == "required" else read_optional)
    assert parameter["required"] is True
    assert parameter["schema"]["type"] == shown


def test_of_two_optional_declarations_the_dependencys_is_shown():
    def dependency(q: int = 1):
        pass

    def read(value: Annotated[None, Depends(dependency)], q: str = "d"):
        pass

    (parameter,) = parameters_of(read)
    assert parameter["schema"] == {"type": "integer", "title": "Q", "default": 1}


def test_a_parameter_of_the_path_is_required_even_if_its_model_has_a_default():
    class Place(BaseModel):
        town: str = "here"

    def read(place: Annotated[Place, Path()]):
        pass

    (parameter,) = parameters_of(read, "/{town}")
    assert parameter["required"] is True


def test_the_same_name_in_two_places_is_two_parameters():
    def dependency(q: Annotated[int, Header()]):
        pass

    def read(q: int, value: Annotated[None, Depends(dependency)]):
        pass

    assert [parameter["in"] for parameter in parameters_of(read)] == ["query", "header"]


def test_a_default_that_is_a_model_is_shown_without_what_is_not_set():
    class Item(BaseModel):
        name: str
        price: float = 1

    app = Etude()

    @app.post("/")
    def create(item: Item = Item(name="d")):  # noqa: B008
        pass

    content = app.openapi()["paths"]["/"]["post"]["requestBody"]["content"]
    assert content["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Item",
        "default": {"name": "d"},
    }
