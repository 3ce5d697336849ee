"""Promises about what may be said of a parameter, and what is refused when it is declared."""

import dataclasses
import enum
from datetime import timedelta
from decimal import Decimal
from typing import Any, Dict, List, Optional, Set, Union

import pytest
from annotated_doc import Doc
from pydantic import AfterValidator, AliasChoices, AliasPath, BaseModel, Field, Json
from typing_extensions import Annotated, TypeAliasType, TypedDict

import etude
from etude import APIRouter, Body, Cookie, Depends, Etude, Form, Header, Path, Query, params
from etude.exceptions import DeclarationError
from etude.testclient import TestClient

Ages = TypeAliasType("Ages", List[int])


class Colour(str, enum.Enum):
    red = "r"


def declared(type_, *default, path="/"):
    """Return an application with an operation of one argument `x`."""
    if default:

        def read(x: type_ = default[0]):
            return x

    else:

        def read(x: type_):
            return x

    app = Etude()
    app.add_api_route(path, read, methods=["POST"])
    return app


def described(app):
    (item,) = app.openapi()["paths"].values()
    (parameter,) = item["post"]["parameters"]
    return parameter


def answer(app, url="/", **sent):
    return TestClient(app).post(url, **sent).json()


# Pydantic's Field() in Annotated


def test_a_field_describes_a_parameter():
    field = Field(
        title="T", description="D", deprecated=True, examples=[5], gt=3, json_schema_extra={"k": 1}
    )
    parameter = described(declared(Annotated[int, field], 4))
    assert (parameter["description"], parameter["deprecated"]) == ("D", True)
    schema = parameter["schema"]
    assert (schema["title"], schema["examples"], schema["k"], schema["default"]) == ("T", [5], 1, 4)
    assert schema["exclusiveMinimum"] == 3


def test_a_field_describes_a_parameter_that_is_a_reference():
    parameter = described(declared(Annotated[Colour, Field(description="D", title="T")]))
    assert parameter["description"] == "D"
    assert parameter["schema"]["$ref"] == "#/components/schemas/Colour"


@pytest.mark.parametrize(
    ("metadata", "description", "title"),
    [
        ((Field(description="f"), Query(title="q")), "f", "q"),
        ((Query(title="q"), Field(description="f", title="t")), "f", "t"),
        ((Query(description="q"), Field(gt=2), Field(description="f")), "f", "X"),
        ((Query(description="a", title="q"), Query(gt=3)), "a", "q"),
    ],
)
def test_the_last_one_that_says_something_counts(metadata, description, title):
    parameter = described(declared(Annotated[(int, *metadata)]))
    assert parameter["description"] == description
    assert parameter["schema"]["title"] == title


def test_a_field_names_a_parameter():
    app = declared(Annotated[int, Field(alias="a")])
    assert answer(app, "/?a=1") == 1
    assert described(app)["name"] == "a"
    assert answer(declared(Annotated[int, Field(alias="a"), Path()], path="/{a}"), "/3") == 3
    app = declared(Annotated[int, Field(alias="a"), Query(alias="b")])
    assert described(app)["name"] == "b"


def test_a_field_gives_a_default_where_no_marker_does():
    assert answer(declared(Annotated[int, Field(9)])) == 9
    assert answer(declared(Annotated[int, Field(default_factory=lambda: 8)])) == 8
    assert answer(declared(Annotated[int, Field(9)], 5)) == 5
    assert answer(declared(Annotated[int, Field(default_factory=lambda: 8)], 5)) == 5
    assert described(declared(Annotated[int, Field(9)]))["required"] is False


@pytest.mark.parametrize("marker", [Query(), Header(), Cookie(), Body(), Form()])
def test_a_field_gives_no_default_beside_a_marker(marker):
    with pytest.raises(DeclarationError, match=r"a default inside Field\(\) in Annotated.*= 9`"):
        declared(Annotated[int, Field(9), marker])


def test_a_field_gives_no_default_to_a_part_of_the_path():
    app = declared(Annotated[int, Field(9)], path="/{x}")
    assert answer(app, "/3") == 3
    assert described(app)["required"] is True


# Aliases


@pytest.mark.parametrize("alias", [AliasPath("a", 0), AliasChoices(AliasPath("a", 0))])
@pytest.mark.parametrize("marker", [Query, Header, Cookie, Form])
def test_a_parameter_is_not_named_by_a_path(marker, alias):
    with pytest.raises(DeclarationError, match=r"names `x` by an AliasPath.*use alias=|Use alias="):
        declared(Annotated[str, marker(validation_alias=alias)])


def test_an_alias_is_the_validation_alias_of_a_marker_too():
    marker = Query(alias="a")
    assert (marker.validation_alias, marker.serialization_alias) == ("a", "a")
    marker = Query(alias="a", validation_alias="v", serialization_alias="s")
    assert (marker.validation_alias, marker.serialization_alias) == ("v", "s")


# Types


def test_a_named_list_is_a_list():
    assert answer(declared(Annotated[Ages, Query()]), "/?x=1&x=2") == [1, 2]


@pytest.mark.parametrize(
    ("type_", "marker", "shown"),
    [
        (int, Query(min_length=3), "x: int` the constraint min_length=3,"),
        (float, Query(max_length=3), "x: float` the constraint max_length=3,"),
        (bool, Query(min_length=3), "x: bool`"),
        (str, Query(gt=3), "x: str` the constraint gt=3,"),
        (str, Query(multiple_of=3), "multiple_of=3"),
        (str, Query(max_digits=3), "max_digits=3"),
        (bytes, Query(le=3), "x: bytes`"),
        (int, Query(pattern="a"), "pattern='a'"),
        (int, Query(decimal_places=2), "decimal_places=2"),
        (str, Body(allow_inf_nan=False), "allow_inf_nan=False"),
        (Optional[int], Query(gt=100, max_length=3), "max_length=3"),
        (Union[int, float], Query(max_length=3), "max_length=3"),
        (List[int], Query(gt=3), "gt=3"),
        (Set[int], Body(pattern="a"), "pattern='a'"),
        (Dict[str, int], Body(lt=3), "lt=3"),
        (Decimal, Form(min_length=1), "x: Decimal`"),
    ],
)
@pytest.mark.parametrize("is_default", [False, True])
def test_a_constraint_that_fits_no_value_is_refused(type_, marker, shown, is_default):
    with pytest.raises(DeclarationError) as caught:
        declared(*((type_, marker) if is_default else (Annotated[type_, marker],)))
    assert shown in str(caught.value)
    assert "Remove the constraint, or use a type that it fits." in str(caught.value)


def test_a_constraint_of_a_field_is_looked_at_too():
    with pytest.raises(DeclarationError, match="the constraint min_length=3"):
        declared(Annotated[int, Field(min_length=3)])


@pytest.mark.parametrize(
    ("type_", "marker"),
    [
        (bool, Query(gt=0)),
        (str, Query(gt="a")),
        (Union[int, str], Query(gt=3)),
        (Union[int, str], Query(union_mode="left_to_right")),
        (Any, Query(gt=3)),
        (Colour, Query(gt=3)),
        (Optional[str], Query(min_length=2, strict=True)),
        (List[int], Query(min_length=2)),
        (Dict[str, int], Body(max_length=2)),
        (Decimal, Query(max_digits=3, gt=100)),
        (float, Query(allow_inf_nan=False)),
    ],
)
def test_a_constraint_that_may_fit_is_left_alone(type_, marker):
    declared(Annotated[type_, marker])


# Markers in the wrong shape


@pytest.mark.parametrize("name", ["Path", "Query", "Header", "Cookie", "Body", "Form", "File"])
@pytest.mark.parametrize("module", [etude, params])
def test_a_marker_that_is_not_called_is_no_default(module, name):
    with pytest.raises(DeclarationError, match=rf"the default {name} without calling it\. Write"):
        declared(str, getattr(module, name))


@pytest.mark.parametrize("name", ["Depends", "Security"])
def test_a_dependency_that_is_not_called_is_no_default(name):
    with pytest.raises(DeclarationError, match=rf"without calling it\. Write {name}\(\)"):
        declared(str, getattr(etude, name))


@pytest.mark.parametrize("default", [None, ..., 3])
def test_a_default_beside_a_dependency_is_for_other_callers(default):
    assert answer(declared(Annotated[int, Depends(lambda: 4)], default)) == 4


# Paths


def test_a_part_of_the_path_that_nothing_takes_is_described_as_a_text():
    app = Etude()

    @app.get("/{row_number}/{b:int}/{c}/{hidden}")
    def read(
        q: int, c: str, hidden: Annotated[str, Path(include_in_schema=False)], b: int = Path()
    ):
        pass

    (item,) = app.openapi()["paths"].values()
    rows = [(row["in"], row["name"]) for row in item["get"]["parameters"]]
    assert rows == [("path", "c"), ("path", "b"), ("path", "row_number"), ("query", "q")]
    assert item["get"]["parameters"][2] == {
        "name": "row_number",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "title": "Row Number"},
    }


def test_a_part_of_the_path_is_described_once_where_an_alias_takes_it():
    app = declared(Annotated[int, Path(alias="a")], path="/{a}")
    assert described(app)["schema"]["type"] == "integer"


def test_a_path_begins_with_a_slash():
    router = APIRouter()
    router.get("x")(lambda: 1)
    for declare in (
        lambda: Etude().get("x")(lambda: 1),
        lambda: Etude().include_router(router),
    ):
        with pytest.raises(DeclarationError, match=r"has the path 'x'.*Begin it with a slash"):
            declare()


def test_the_slash_of_a_path_may_come_from_elsewhere():
    router, app = APIRouter(), Etude()
    router.get("x")(lambda: 1)
    app.include_router(router, prefix="/p")
    app.get("{rest:path}")(lambda rest: rest)
    client = TestClient(app)
    assert client.get("/px").json() == 1
    assert client.get("/other").json() == "/other"


# What stands where


@dataclasses.dataclass
class Point:
    x: int


class Movie(TypedDict):
    title: str


class Item(BaseModel):
    a: int = 1


class Other(BaseModel):
    b: int = 1


@pytest.mark.parametrize("type_", [Point, Movie, Dict[str, int], Union[Item, Other], List[Item]])
def test_a_structure_is_no_part_of_a_query(type_):
    with pytest.raises(AssertionError, match="declares the query parameter `x` of the type"):
        declared(Annotated[type_, Query()])


@pytest.mark.parametrize("type_", [List[int], Set[int], Dict[str, int], dict, Point, Item])
def test_a_structure_is_no_part_of_a_path(type_):
    with pytest.raises(AssertionError, match="declares the path parameter `x` of the type"):
        declared(type_, path="/{x}")


def test_a_marker_of_the_items_of_a_list_has_no_effect():
    assert answer(declared(List[Annotated[str, Query()]]), json=["a"]) == ["a"]


def test_a_marker_class_in_annotated_has_no_effect():
    assert answer(declared(Annotated[str, Header]), "/?x=q") == "q"


def test_nested_annotations_are_one():
    app = declared(Annotated[Annotated[int, Query(gt=3), "a note"], Doc("a text")])
    assert answer(app, "/?x=3")["detail"][0]["type"] == "greater_than"
    assert answer(app, "/?x=4") == 4


def test_a_duration_is_a_number_only_in_a_body():
    assert answer(declared(Annotated[timedelta, Body()]), json=30) == 30.0
    (error,) = answer(declared(timedelta), "/?x=30")["detail"]
    assert error["type"] == "time_delta_parsing"


@pytest.mark.parametrize("type_", [Json[List[int]], Optional[Json[List[int]]]])
def test_a_list_in_a_json_text_is_one_parameter(type_):
    client = TestClient(declared(Annotated[type_, Query()]))
    assert client.post("/", params={"x": "[1, 2]"}).json() == [1, 2]
    assert client.post("/", params={"x": "1"}).json()["detail"][0]["type"] == "list_type"


def test_a_model_in_a_json_text_is_one_parameter():
    class Size(BaseModel):
        width: int

    client = TestClient(declared(Annotated[Json[Size], Header()]))
    assert client.post("/", headers={"x": '{"width": 3}'}).json() == {"width": 3}


def test_a_complex_number_can_be_a_parameter():
    def read(x: complex):
        return x.imag

    app = Etude()
    app.get("/")(read)
    assert TestClient(app).get("/", params={"x": "1+2j"}).json() == 2.0


def test_an_exception_in_a_validator_is_not_the_clients_fault():
    def fail(value):
        raise RuntimeError(value)

    app = declared(Annotated[int, AfterValidator(fail)])
    client = TestClient(app, raise_server_exceptions=False)
    assert client.post("/?x=1").status_code == 500
    assert client.post("/?x=a").status_code == 422


def test_errors_stand_in_the_order_of_calls_and_of_places():
    app = Etude()

    def first(z: int):
        pass

    def inner(a: int):
        pass

    def outer(b: int, inner: Annotated[None, Depends(inner)]):
        pass

    @app.post("/{p}", dependencies=[Depends(first)])
    def read(
        body: Item,
        cookie: Annotated[int, Cookie()],
        header: Annotated[int, Header()],
        q: int,
        p: int,
        outer: Annotated[None, Depends(outer)],
    ):
        pass

    errors = TestClient(app).post("/x", json=3).json()["detail"]
    assert [".".join(error["loc"]) for error in errors] == [
        "query.z",
        "query.a",
        "query.b",
        "path.p",
        "query.q",
        "header.header",
        "cookie.cookie",
        "body",
    ]
