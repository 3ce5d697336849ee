"""Query parameters: presence, decoding, types, lists, constraints, metadata, aliases."""

import decimal
from datetime import date, datetime, time, timedelta
from enum import Enum, IntEnum
from ipaddress import IPv4Address
from pathlib import Path as FilePath
from typing import Annotated, Any, Deque, FrozenSet, Literal, NewType, Optional, Sequence, Union
from uuid import UUID

from annotated_types import Ge, MinLen
from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    EmailStr,
    Field,
    HttpUrl,
    Json,
    SecretStr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from exchanges import Declarations, get
from subject import App, Depends, Query
from subject.exceptions import FrameworkError

app = App()
REQUESTS = []


def serve(path, type_, *queries, default=...):
    """Serve an operation with one parameter of a type, and ask it these queries."""
    if default is ...:

        def endpoint(q: type_):
            return {"value": q, "type": type(q).__name__}
    else:

        def endpoint(q: type_ = default):
            return {"value": q, "type": type(q).__name__}

    app.get(path, name=path.strip("/").replace("-", " "))(endpoint)
    REQUESTS.extend(get(f"{path}{query}") for query in queries)


# Presence

serve("/required", str, "", "?q=x", "?q=", "?q", "?Q=x", "?q=1&q=2", "?other=1")
serve("/required-optional", Optional[int], "", "?q=3", "?q=null", "?q=")
serve("/default-int", int, "", "?q=4", "?q=", "?q=x", default=7)
serve("/default-text", str, "", "?q=", default="d")
serve("/default-none", Optional[str], "", "?q=", "?q=null", default=None)
serve("/default-of-another-type", int, "", default="oops")
serve("/ellipsis", str, "", "?q=1", default=Query(...))
serve("/empty-marker", str, "", default=Query())
serve("/marker-default", str, "", "?q=ab", default=Query("abc", min_length=3))
serve("/marker-none", Optional[str], "", "?q=ab", default=Query(None, min_length=3))
serve("/factory", Annotated[list, Query(default_factory=lambda: ["made"])], "", "?q=1")
serve("/validated-default", int, "", "?q=5", default=Query(1, ge=3, validate_default=True))
serve("/violating-default", int, "", "?q=1", default=Query(1, ge=3))
serve(
    "/decoding",
    str,
    "?q=a+b",
    "?q=a%20b",
    "?q=a%2Bb",
    "?q=%FF",
    "?q=a;q=b",
    "?%71=x",
    "?q=%00",
    "?q=%E2%82%AC",
    "?q=a=b",
    "?&&q=1&",
    "?q=%zz",
    "?q=%",
)

# Types

serve("/bool", bool, *[f"?q={text}" for text in ("1", "True", "on", "YES", "t", "0", "off", "n")])
REQUESTS += [get(f"/bool?q={text}") for text in ("2", "", "1.0", "enabled")]
serve("/float", float, "?q=1", "?q=1e3", "?q=x", "?q=1_0")
serve("/int", int, "?q=1.0", "?q=1.5", "?q=0x1", "?q=%201", "?q=1e2")
serve("/bytes", bytes, "?q=abc", "?q=%E2%82%AC", "")
serve("/datetime", datetime, "?q=2020-01-01", "?q=2020-01-01T10:00:00Z", "?q=1577836800", "?q=x")
serve("/date", date, "?q=2020-01-01", "?q=2020-01-01T00:00:00", "?q=2020-01-01T10:00:00", "?q=x")
serve("/time", time, "?q=10:30", "?q=10:30:05Z", "?q=25:00")
serve("/timedelta", timedelta, "?q=P3DT12H", "?q=-P1D", "?q=01:00:00", "?q=30", "?q=x")
serve("/uuid", UUID, "?q=12345678123456781234567812345678", "?q=x")
serve(
    "/decimal",
    Annotated[decimal.Decimal, Query(max_digits=4, decimal_places=2)],
    "?q=1.10",
    "?q=1e3",
    "?q=NaN",
    "?q=123456",
    "?q=1.123",
    "?q=x",
)
serve("/ip", IPv4Address, "?q=127.0.0.1", "?q=1.2")
serve("/file-path", FilePath, "?q=/a/b")
serve("/url", HttpUrl, "?q=http://u", "?q=ftp://u", "?q=x")
serve("/email", EmailStr, "?q=a@example.org", "?q=a")
serve("/json", Json[list[int]], "?q=[1,2]", '?q=["a"]', "?q=[1")
serve("/secret", SecretStr, "?q=hidden")
serve("/any", Any, "?q=3", "")
serve("/object", object, "?q=3")
serve("/union", Union[int, str], "?q=3", "?q=x")
serve(
    "/left-to-right", Annotated[Union[int, str], Query(union_mode="left_to_right")], "?q=3", "?q=x"
)
serve("/literal", Literal["a", "b"], "?q=a", "?q=c")
serve("/literal-int", Literal[1, 2], "?q=1")
serve("/literal-one", Literal["only"], "?q=only", "?q=x")
serve("/new-type", NewType("UserId", int), "?q=3", "?q=x")


class Model(str, Enum):
    alex = "alex"
    res = "res"


class Plain(Enum):
    a = 1


class Level(IntEnum):
    low = 1
    high = 2


serve("/enum", Model, "?q=alex", "?q=ALEX", "?q=x")
serve("/enum-default", Model, "", default=Model.res)
serve("/enum-optional", Optional[Model], "", "?q=res", default=None)
serve("/enum-plain", Plain, "?q=1", "?q=a")
serve("/enum-int", Level, "?q=1", "?q=3")


@app.get("/unannotated")
def unannotated(q, p=3):
    return [q, p]


REQUESTS += [get("/unannotated"), get("/unannotated?q=1"), get("/unannotated?q=1&p=4")]

# Lists

serve(
    "/list", Annotated[list[int], Query()], "", "?q=1", "?q=1&q=2", "?q=a&q=1&q=b", "?q=", "?q=1,2"
)
serve("/list-of-text", Annotated[list[str], Query()], "?q=", "?q=a&q=b")
serve("/list-default", Annotated[list[str], Query()], "", "?q=x", default=["a", "b"])
serve("/list-empty-default", Annotated[list[str], Query()], "", default=[])
serve("/list-none", Annotated[Optional[list[str]], Query()], "", "?q=x", default=None)
serve("/list-style", list[str], "", "?q=x", default=Query(["d"]))
serve("/bare-list", list, "", "?q=x&q=y", default=Query())
serve("/set", Annotated[set[int], Query()], "?q=1&q=1&q=2")
serve("/frozenset", Annotated[FrozenSet[str], Query()], "?q=1&q=1")
serve("/tuple", Annotated[tuple[int, str], Query()], "?q=1&q=b", "?q=3", "?q=1&q=2&q=3")
serve("/tuple-of-any-length", Annotated[tuple[int, ...], Query()], "?q=1&q=2")
serve("/sequence", Annotated[Sequence[int], Query()], "?q=1&q=2", "?q=x")
serve("/deque", Annotated[Deque[int], Query()], "?q=1&q=2")
serve(
    "/list-constraints",
    Annotated[list[Annotated[int, Field(gt=3)]], Query(min_length=2, max_length=3)],
    "?q=4",
    "?q=4&q=5",
    "?q=1&q=5",
    "?q=4&q=5&q=6&q=7",
)
serve("/list-of-enums", Annotated[list[Model], Query()], "?q=res&q=alex", "?q=res&q=x")
serve("/union-of-lists", Annotated[Union[list[int], list[str]], Query()], "?q=1&q=2", "?q=a&q=b")

# Constraints

serve("/gt", Annotated[int, Query(gt=3)], "?q=3", "?q=4")
serve("/ge", Annotated[int, Query(ge=3)], "?q=2", "?q=3")
serve("/lt", Annotated[float, Query(lt=3)], "?q=3", "?q=2.9")
serve("/le", Annotated[float, Query(le=3.5)], "?q=3.6")
serve("/multiple", Annotated[int, Query(multiple_of=3)], "?q=4", "?q=6")
serve("/length", Annotated[str, Query(min_length=3, max_length=5)], "?q=ab", "?q=abc", "?q=abcdef")
serve("/pattern", Annotated[str, Query(pattern="^ab")], "?q=abc", "?q=xab")
serve("/strict", Annotated[int, Query(strict=True)], "?q=3")
serve("/optional-length", Annotated[Optional[str], Query(min_length=3)], "?q=ab", "", default=None)
serve("/inner", Optional[Annotated[str, Query(min_length=2)]], "?q=a", "", default=None)
serve("/annotated-types", Annotated[int, Ge(3)], "?q=2", "?q=3")
serve(
    "/annotated-types-and-marker", Annotated[str, MinLen(2), Query(max_length=3)], "?q=a", "?q=abcd"
)
serve("/field", Annotated[int, Field(gt=3)], "?q=3", "?q=4")
serve("/string-constraints", Annotated[str, StringConstraints(to_upper=True)], "?q=abc")
serve("/two-markers", Annotated[str, Query(min_length=2), Query(max_length=3)], "?q=a", "?q=abcd")
serve("/field-before", Annotated[int, Field(gt=3), Query(lt=9)], "?q=3", "?q=9")
serve("/field-after", Annotated[int, Query(lt=9), Field(gt=3)], "?q=3", "?q=9")
serve("/metadata", Annotated[int, "words", 3], "?q=1")


def check(value):
    if value == "bad":
        raise ValueError("it is bad")
    if value == "worse":
        raise AssertionError("it is worse")
    if value == "custom":
        raise PydanticCustomError("my_type", "it is {what}", {"what": "custom"})
    return value


serve("/after", Annotated[str, AfterValidator(check)], "?q=bad", "?q=worse", "?q=custom", "?q=good")
serve(
    "/before",
    Annotated[int, BeforeValidator(lambda value: int(value) + 1), Query(gt=3)],
    "?q=3",
    "?q=1",
)

# Metadata

serve("/title", Annotated[str, Query(title="A title", description="What it is")], "?q=1")
serve("/deprecated", Annotated[str, Query(deprecated=True)], "?q=1")
serve("/deprecated-text", Annotated[str, Query(deprecated="use another")], "?q=1")
serve("/hidden", Annotated[str, Query(include_in_schema=False)], "?q=1", "")
serve("/examples", Annotated[str, Query(examples=["a", "b"])], "?q=1")
serve(
    "/openapi-examples",
    Annotated[
        str,
        Query(
            examples=["a"],
            openapi_examples={"one": {"summary": "First", "value": "1"}, "two": {"value": "2"}},
        ),
    ],
    "?q=1",
)
serve("/example", str, "?q=1", default=Query(example="ex", examples=["e"]))
serve("/extra", Annotated[str, Query(json_schema_extra={"x-a": 1, "minLength": 9})], "?q=1")
serve(
    "/extra-callable",
    Annotated[str, Query(json_schema_extra=lambda schema: schema.update({"x-b": 2}))],
    "?q=1",
)
serve("/extra-title", Annotated[int, Query(json_schema_extra={"title": "Extra", "x-a": 1})], "?q=1")
serve("/extra-title-optional", Annotated[Optional[int], Query(json_schema_extra={"title": "E"})])
serve("/own-title", Annotated[int, WithJsonSchema({"type": "integer", "title": "Own"})], "?q=1")
serve("/two-titles", Annotated[int, Field(title="Inner"), Query(json_schema_extra={"title": "E"})])
serve("/regex", str, "?q=b", default=Query(regex="^a"))

# Aliases

serve("/alias", Annotated[str, Query(alias="item-query")], "?q=1", "?item-query=1")
serve(
    "/validation-alias", Annotated[str, Query(validation_alias="va", alias="al")], "?va=1", "?al=1"
)
serve("/serialization-alias", Annotated[str, Query(serialization_alias="sa")], "?q=1", "?sa=1")
serve(
    "/choices",
    Annotated[int, Query(validation_alias=AliasChoices("x", "y"))],
    "?x=1",
    "?y=1",
    "?x=z",
    "",
)
serve("/field-alias", Annotated[str, Field(alias="fa"), Query()], "?fa=1", "?q=1")
serve("/camel", Annotated[str, Query(alias="itemQuery")], "?itemQuery=1")


@app.get("/many")
def many(
    needy: str,
    *,
    skip: int = 0,
    limit: Annotated[Optional[int], Query(le=100)] = None,
    x_y: Annotated[bool, Query(alias="x-y")] = False,
):
    return [needy, skip, limit, x_y]


REQUESTS += [
    get("/many"),
    get("/many?skip=a&limit=101&x-y=z"),
    get("/many?needy=1&limit=5&x-y=on"),
]

DECLARATIONS = Declarations()
refused = App()


class Item(BaseModel):
    name: str


class Unknown:
    pass


@DECLARATIONS.refused_with(AssertionError)
def a_default_inside_annotated():
    @refused.get("/a")
    def endpoint(q: Annotated[str, Query("x")] = "y"): ...


@DECLARATIONS.refused_with(AssertionError)
def a_marker_twice():
    @refused.get("/b")
    def endpoint(q: Annotated[str, Query()] = Query()): ...


@DECLARATIONS.refused_with(AssertionError)
def a_dict_in_the_query():
    @refused.get("/c")
    def endpoint(q: Annotated[dict[str, str], Query()]): ...


@DECLARATIONS.refused_with(AssertionError)
def a_list_of_models_in_the_query():
    @refused.get("/d")
    def endpoint(q: Annotated[list[Item], Query()]): ...


@DECLARATIONS.refused_with(AssertionError)
def a_field_as_a_default():
    @refused.get("/e")
    def endpoint(q: int = Field(5)): ...


@DECLARATIONS.refused_with(FrameworkError)
def a_class_that_is_no_type():
    @refused.get("/f")
    def endpoint(q: Unknown): ...


@DECLARATIONS.refused_with(FrameworkError)
def a_class_that_is_no_type_in_the_query():
    @refused.get("/g")
    def endpoint(q: Annotated[Unknown, Query()]): ...


@DECLARATIONS.refused_with(TypeError)
def a_default_and_a_factory():
    Query("x", default_factory=str)


@DECLARATIONS.refused_with(TypeError)
def a_default_and_a_factory_in_annotated():
    @refused.get("/h")
    def endpoint(q: Annotated[str, Query(default_factory=str)] = "x"): ...


@DECLARATIONS.refused_with(TypeError)
def an_unknown_keyword():
    Query(unknown=1)


@DECLARATIONS.refused_with(AssertionError)
def depends_and_a_marker():
    @refused.get("/i")
    def endpoint(q: Annotated[str, Query()] = Depends(str)): ...


@DECLARATIONS.refused_with(TypeError)
def positional_only():
    @refused.get("/k")
    def endpoint(q: int, /): ...
