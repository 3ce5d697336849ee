"""Promises about the words of validation errors, which clients read and test for."""

import datetime
import decimal
import enum
import ipaddress
import uuid
from dataclasses import dataclass
from typing import Any, Dict, List, Union

import pytest
from pydantic import UUID4, AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, Json
from pydantic_core import PydanticCustomError
from typing_extensions import Annotated, Literal

from etude import Body, Etude, Query
from etude.testclient import TestClient


class Colour(str, enum.Enum):
    red = "red"
    blue = "blue"


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


@dataclass
class Point:
    x: int


def refuse(error):
    def validate(value):
        raise error

    return AfterValidator(validate)


def entry_for(type_, marker, **request):
    """Return the one error of a request to an operation with the argument `q`."""
    app = Etude()

    def take(q):
        return "taken"

    take.__annotations__ = {"q": Annotated[type_, marker]}
    app.add_api_route("/", take, methods=["POST"])
    answer = TestClient(app).post("/", **request)
    assert answer.status_code == 422, answer.text
    (entry,) = answer.json()["detail"]
    return entry


@pytest.mark.parametrize(
    ("type_", "text", "kind", "message", "ctx"),
    [
        (int, "x", "int_parsing", "valid integer, unable to parse string as an integer", None),
        (float, "x", "float_parsing", "valid number, unable to parse string as a number", None),
        (decimal.Decimal, "x", "decimal_parsing", "valid decimal", None),
        (bool, "x", "bool_parsing", "valid boolean, unable to interpret input", None),
        (
            Annotated[float, Field(allow_inf_nan=False)],
            "nan",
            "finite_number",
            "finite number",
            None,
        ),
        (Annotated[int, Field(gt=3)], "3", "greater_than", "greater than 3", {"gt": 3}),
        (Annotated[int, Field(lt=3)], "3", "less_than", "less than 3", {"lt": 3}),
        (
            Annotated[int, Field(ge=3)],
            "2",
            "greater_than_equal",
            "greater than or equal to 3",
            {"ge": 3},
        ),
        (Annotated[int, Field(le=3)], "4", "less_than_equal", "less than or equal to 3", {"le": 3}),
        (
            Annotated[int, Field(multiple_of=3)],
            "4",
            "multiple_of",
            "multiple of 3",
            {"multiple_of": 3},
        ),
        (Colour, "x", "enum", "'red' or 'blue'", {"expected": "'red' or 'blue'"}),
        (Literal["a", "b"], "x", "literal_error", "'a' or 'b'", {"expected": "'a' or 'b'"}),
    ],
)
def test_a_parameter_should_be_something_else(type_, text, kind, message, ctx):
    entry = entry_for(type_, Query(), params={"q": text})
    start = entry["msg"].partition(" should be ")
    assert start[0] == "Input"
    assert start[2] in (message, f"a {message}")
    assert (entry["type"], entry["loc"], entry["input"]) == (kind, ["query", "q"], text)
    assert entry.get("ctx") == ctx
    assert entry.keys() <= {"type", "loc", "msg", "input", "ctx"}


@pytest.mark.parametrize(
    ("type_", "text", "kind", "message", "ctx"),
    [
        (
            Annotated[str, Field(min_length=3)],
            "x",
            "string_too_short",
            "String should have at least 3 characters",
            {"min_length": 3},
        ),
        (
            Annotated[str, Field(max_length=3)],
            "wxyz",
            "string_too_long",
            "String should have at most 3 characters",
            {"max_length": 3},
        ),
        (
            Annotated[str, Field(pattern="^ab")],
            "x",
            "string_pattern_mismatch",
            "String should match pattern '^ab'",
            {"pattern": "^ab"},
        ),
        (
            datetime.date,
            "2020-01-01T10:00:00",
            "date_from_datetime_inexact",
            "Datetimes provided to dates should have zero time - e.g. be exact dates",
            None,
        ),
        (
            uuid.UUID,
            "x",
            "uuid_parsing",
            "Input should be a valid UUID, {error}",
            ["error"],
        ),
        (
            datetime.datetime,
            "x",
            "datetime_from_date_parsing",
            "Input should be a valid datetime or date, {error}",
            ["error"],
        ),
        (
            datetime.date,
            "x",
            "date_from_datetime_parsing",
            "Input should be a valid date or datetime, {error}",
            ["error"],
        ),
        (
            datetime.time,
            "x",
            "time_parsing",
            "Input should be in a valid time format, {error}",
            ["error"],
        ),
        (
            datetime.timedelta,
            "30",
            "time_delta_parsing",
            "Input should be a valid timedelta, {error}",
            ["error"],
        ),
        (HttpUrl, "x", "url_parsing", "Input should be a valid URL, {error}", ["error"]),
        (
            HttpUrl,
            "ftp://x.example/",
            "url_scheme",
            "URL scheme should be 'http' or 'https'",
            {"expected_schemes": "'http' or 'https'"},
        ),
        (
            ipaddress.IPv4Address,
            "x",
            "ip_v4_address",
            "Input is not a valid IPv4 address",
            None,
        ),
        (Json[Any], "{", "json_invalid", "Invalid JSON: {error}", ["error"]),
        (
            Annotated[decimal.Decimal, Field(max_digits=4)],
            "12345",
            "decimal_max_digits",
            "Decimal input should have no more than 4 digits in total",
            {"max_digits": 4},
        ),
        (
            Annotated[decimal.Decimal, Field(decimal_places=2)],
            "1.234",
            "decimal_max_places",
            "Decimal input should have no more than 2 decimal places",
            {"decimal_places": 2},
        ),
        (
            Annotated[int, refuse(ValueError("no"))],
            "1",
            "value_error",
            "Value error, no",
            {"error": {}},
        ),
        (
            Annotated[int, refuse(AssertionError("no"))],
            "1",
            "assertion_error",
            "Assertion failed, no",
            {"error": {}},
        ),
        (
            Annotated[int, refuse(PydanticCustomError("own", "no {what}", {"what": "way"}))],
            "1",
            "own",
            "no way",
            {"what": "way"},
        ),
    ],
)
def test_a_parameter_is_refused_in_words(type_, text, kind, message, ctx):
    entry = entry_for(type_, Query(), params={"q": text})
    assert (entry["type"], entry["input"]) == (kind, text)
    found = entry.get("ctx")
    if isinstance(ctx, list):  # words that each version of Pydantic chooses
        assert list(found) == ctx
        assert isinstance(found["error"], str)
        message = message.format(**found)
    else:
        assert found == ctx
    assert entry["msg"] == message


def test_a_uuid_has_the_version_that_is_asked_for():
    entry = entry_for(UUID4, Query(), params={"q": "00000000-0000-1000-8000-000000000000"})
    assert (entry["type"], entry["msg"]) == ("uuid_version", "UUID version 4 expected")
    assert entry["ctx"] == {"expected_version": 4}


@pytest.mark.parametrize(
    ("type_", "sent", "kind", "loc", "message", "ctx"),
    [
        (int, [], "int_type", (), "Input should be a valid integer", None),
        (
            int,
            1.5,
            "int_from_float",
            (),
            "Input should be a valid integer, got a number with a fractional part",
            None,
        ),
        (str, 1, "string_type", (), "Input should be a valid string", None),
        (List[int], {}, "list_type", (), "Input should be a valid list", None),
        (Dict[str, int], [], "dict_type", (), "Input should be a valid dictionary", None),
        (None, 1, "none_required", (), "Input should be None", None),
        (
            Annotated[List[int], Field(min_length=2)],
            [1],
            "too_short",
            (),
            "List should have at least 2 items after validation, not 1",
            {"field_type": "List", "min_length": 2, "actual_length": 1},
        ),
        (
            Item,
            {"name": "n", "z": 1},
            "extra_forbidden",
            ("z",),
            "Extra inputs are not permitted",
            None,
        ),
        (
            Item,
            3,
            "model_attributes_type",
            (),
            "Input should be a valid dictionary or object to extract fields from",
            None,
        ),
        (
            Point,
            3,
            "dataclass_type",
            (),
            "Input should be a dictionary or an instance of Point",
            {"class_name": "Point"},
        ),
        (Item, {}, "missing", ("name",), "Field required", None),
    ],
)
def test_a_body_is_refused_in_words(type_, sent, kind, loc, message, ctx):
    entry = entry_for(type_, Body(), json=sent)
    assert (entry["type"], entry["loc"], entry["msg"]) == (kind, ["body", *loc], message)
    assert entry.get("ctx") == ctx


def test_the_members_of_a_union_are_told_apart_by_their_tag():
    marker = Body(discriminator="kind")
    entry = entry_for(Union[Cat, Dog], marker, json={"kind": "cow"})
    assert (entry["type"], entry["loc"]) == ("union_tag_invalid", ["body"])
    assert entry["ctx"] == {
        "discriminator": "'kind'",
        "tag": "cow",
        "expected_tags": "'cat', 'dog'",
    }
    entry = entry_for(Union[Cat, Dog], marker, json={})
    assert (entry["type"], entry["ctx"]) == ("union_tag_not_found", {"discriminator": "'kind'"})


def test_any_other_exception_of_a_validator_is_not_the_clients_fault():
    with pytest.raises(LookupError):
        entry_for(Annotated[int, refuse(LookupError("bug"))], Query(), params={"q": "1"})
