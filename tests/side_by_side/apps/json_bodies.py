"""JSON bodies: one and several, media types, invalid JSON."""

import dataclasses
import datetime
import decimal
import uuid
from enum import Enum
from typing import Annotated, Any, Generic, Literal, NamedTuple, Optional, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict

from exchanges import Declarations, get, post, raw, request
from subject import App, Body, Cookie, Depends, Header, Path, Query, Request

app = App()
T = TypeVar("T")


class Item(BaseModel):
    name: str
    price: float
    tax: Optional[float] = None


class User(BaseModel):
    username: str
    full_name: Optional[str] = None


class Image(BaseModel):
    url: str
    name: str = "image"


class Product(BaseModel):
    """A thing to sell.

    With details.\f Not for readers.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Foo"}]}, extra="forbid")
    name: str = Field(examples=["Foo"], min_length=2, description="The name")
    images: list[Image] = []
    weights: dict[int, float] = {}
    tags: set[str] = set()
    parent: Optional["Product"] = None
    size: Literal["s", "m"] = "s"

    @field_validator("name")
    @classmethod
    def not_bad(cls, value):
        if value == "bad":
            raise ValueError("it is bad")
        return value


class Kinds(BaseModel):
    when: datetime.datetime
    day: datetime.date
    at: datetime.time
    period: datetime.timedelta
    identity: uuid.UUID
    amount: decimal.Decimal
    data: bytes
    anything: Any = None


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


@pydantic_dataclass
class Place:
    point: Point
    name: str = "p"


class Typed(TypedDict):
    a: int
    b: str


class Names(RootModel[list[str]]):
    pass


class Pair(NamedTuple):
    a: int
    b: str = "x"


class Colour(Enum):
    red = "red"
    blue = "blue"


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    bark: str


class Page(BaseModel, Generic[T]):
    items: list[T]


class Camel(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    first_name: str = Field(alias="firstName")


@app.post("/item")
def item(item: Item):
    return item


@app.post("/product")
async def product(product: Product):
    return product


@app.post("/kinds")
def kinds(kinds: Kinds):
    return kinds


@app.post("/dataclass")
def of_dataclass(point: Point):
    return point


@app.post("/pydantic-dataclass")
def of_pydantic_dataclass(place: Place):
    return place


@app.post("/typed-dict")
def of_typed_dict(value: Typed):
    return value


@app.post("/root")
def of_root(names: Names):
    return names


@app.post("/list")
def of_list(items: list[Item]):
    return items


@app.post("/set")
def of_set(items: set[int]):
    return sorted(items)


@app.post("/tuple")
def of_tuple(items: tuple[int, str]):
    return items


@app.post("/dict")
def of_dict(weights: dict[int, float]):
    return weights


@app.post("/bare-dict")
def of_bare_dict(value: dict):
    return value


@app.post("/bare-list")
def of_bare_list(value: Annotated[list, Body()]):
    return value


@app.post("/union")
def of_union(value: Union[Item, User]):
    return [type(value).__name__, value]


@app.post("/union-with-scalar")
def of_union_with_scalar(value: Union[int, Item]):
    return value


@app.post("/animal")
def animal(animal: Annotated[Union[Cat, Dog], Body(discriminator="kind")]):
    return animal


@app.post("/animal-field")
def animal_field(animals: list[Annotated[Union[Cat, Dog], Field(discriminator="kind")]]):
    return animals


@app.post("/generic")
def generic(page: Page[Item]):
    return page


@app.post("/camel")
def camel(value: Camel):
    return value


@app.post("/optional")
def optional(item: Optional[Item] = None):
    return item


@app.post("/optional-required")
def optional_required(item: Optional[Item]):
    return item


@app.post("/default-instance")
def default_instance(item: Item = Item(name="d", price=1)):
    return item


@app.post("/any")
def anything(value: Annotated[Any, Body()]):
    return value


@app.post("/int")
def integer(value: Annotated[int, Body(gt=2, title="A number", description="Of things")]):
    return value


@app.post("/text")
def text(value: Annotated[str, Body()]):
    return value


@app.post("/bytes")
def of_bytes(value: Annotated[bytes, Body()]):
    return value


@app.post("/embedded")
def embedded(item: Annotated[Item, Body(embed=True)]):
    return item


@app.post("/embedded-int")
def embedded_int(number: Annotated[int, Body(embed=True, gt=3)] = 5):
    return number


@app.post("/alias")
def alias(number: Annotated[int, Body(alias="al")]):
    return number


@app.post("/embedded-alias")
def embedded_alias(number: Annotated[int, Body(alias="al", embed=True)]):
    return number


@app.put("/several/{item_id}")
def several(
    item_id: Annotated[int, Path(ge=0)],
    item: Item,
    user: User,
    importance: Annotated[int, Body(gt=0)],
    q: Optional[str] = None,
):
    return [item_id, item, user, importance, q]


@app.post("/several-optional")
def several_optional(item: Optional[Item] = None, user: Optional[User] = None):
    return [item, user]


@app.post("/several-scalars")
def several_scalars(
    a: int = Body(), b: str = Body("b"), c: Annotated[Optional[str], Body()] = None
):
    return [a, b, c]


@app.post("/not-embedded")
def not_embedded(a: Annotated[Item, Body(embed=False)], b: Annotated[int, Body()] = 1):
    return [a, b]


@app.post("/examples")
def examples(item: Annotated[Item, Body(examples=[{"name": "n", "price": 1}], title="T")]):
    return item


@app.post("/openapi-examples")
def openapi_examples(
    item: Annotated[
        Item, Body(openapi_examples={"one": {"summary": "One", "value": {"name": "n"}}})
    ],
):
    return item


@app.post("/openapi-examples-of-members")
def openapi_examples_of_members(
    item: Annotated[Item, Body(openapi_examples={"one": {"value": {"name": "n", "price": 1}}})],
    user: Annotated[User, Body(openapi_examples={"one": {"value": {"username": "u"}}})],
):
    return [item, user]


@app.post("/example")
def example(item: Annotated[Item, Body(example={"name": "n"}, description="D")]):
    return item


@app.post("/media-type")
def media_type(item: Annotated[Item, Body(media_type="application/vnd.api+json")]):
    return item


@app.post("/text-media-type")
def text_media_type(text: Annotated[str, Body(media_type="text/plain")]):
    return text


@app.post("/deprecated")
def deprecated(item: Annotated[Item, Body(deprecated=True, include_in_schema=False)]):
    return item


def common(item: Item):
    return item.name


def other_body(user: User):
    return user.username


@app.post("/dependency")
def dependency(name: Annotated[str, Depends(common)]):
    return name


@app.post("/dependency-same")
def dependency_same(name: Annotated[str, Depends(common)], item: Item):
    return [name, item]


@app.post("/dependency-other")
def dependency_other(name: Annotated[str, Depends(other_body)], item: Item):
    return [name, item]


@app.post("/request")
async def with_request(request: Request, item: Item):
    return [(await request.body()).decode(), await request.json(), item]


@app.post("/raw")
async def raw_body(request: Request):
    return (await request.body()).decode()


@app.api_route("/methods", methods=["GET", "DELETE", "OPTIONS", "PATCH"])
def methods(item: Item):
    return item


@app.patch("/patch")
def patch(item: Item):
    return item.model_dump(exclude_unset=True)


@app.post("/all/{p}")
def all_places(
    item: Item,
    p: int,
    c: Annotated[int, Cookie()],
    h: Annotated[int, Header()],
    q: Annotated[int, Query()],
):
    return [item, p, c, h, q]


@app.post("/colour")
def colour(colour: Annotated[Colour, Body(embed=True)]):
    return colour


ITEM = {"name": "n", "price": 1.5}
BAD_JSON = ["{bad", "[1,2", '{"a":1}x', "undefined", '{"a":"', " ", "{'a':1}", '{"a":1,}', "\n{"]

REQUESTS = [
    post("/item", json=ITEM),
    post("/item", json={**ITEM, "more": 1}),
    post("/item", json={}),
    post("/item", json={"name": 3, "price": "x"}),
    post("/item", json={"name": "n", "price": "3.5", "tax": True}),
    *[post("/item", json=value) for value in ([], "text", 3, None, [ITEM], True)],
    post("/item"),
    post("/item", "empty", **raw("")),
    *[post("/item", **raw(text)) for text in BAD_JSON],
    post("/item", "twice", **raw('{"name":"a","name":"b","price":1}')),
    post("/item", "BOM", **raw(b'\xef\xbb\xbf{"name":"a","price":1}')),
    post("/item", "UTF-16", **raw('{"name":"a","price":1}'.encode("utf-16"))),
    post("/item", "UTF-32", **raw('{"name":"a","price":1}'.encode("utf-32"))),
    post("/item", "no UTF-8", **raw(b'{"name":"\xff"}')),
    post("/item", "deep", **raw("[" * 100000)),
    post("/item", "huge", **raw('{"name":"a","price":' + "1" * 5000 + "}")),
    post("/item", "infinite", **raw('{"name":"a","price":1e400}')),
    post("/item", "NaN", **raw('{"name":"a","price":NaN}')),
    post("/item", "wrong NaN", **raw('{"name":NaN,"price":1}')),
    post("/item", "surrogate", **raw('{"name":"\\ud800","price":1}')),
    *[
        post("/item", media, **raw('{"name":"a","price":1}', media))
        for media in (
            "application/json; charset=utf-8",
            "APPLICATION/JSON",
            "application/vnd.api+json",
            "application/geo+JSON; a=b",
            "text/json",
            "text/plain",
            "application/jsonx",
            "application/octet-stream",
            "*/*",
            "text/x+json",
            "application/x-www-form-urlencoded",
            "json",
            "",
        )
    ],
    post("/item", "without a type", **raw('{"name":"a","price":1}', None)),
    post("/item", "bytes of another type", **raw(b"\xff\xfe", "image/png")),
    post("/product", json={"name": "n"}),
    post(
        "/product",
        "whole",
        json={
            "name": "n",
            "images": [{"url": "u"}],
            "weights": {"1": 2},
            "tags": ["a", "a"],
            "parent": {"name": "pp"},
        },
    ),
    post("/product", json={"name": "bad", "z": 1, "images": [{}], "weights": {"x": "y"}}),
    post("/product", json={"name": "x", "parent": {"name": "bad"}, "size": "l", "tags": 3}),
    post(
        "/kinds",
        "whole",
        json={
            "when": "2020-01-01T10:00:00Z",
            "day": "2020-01-01",
            "at": "10:00",
            "period": 30,
            "identity": "12345678123456781234567812345678",
            "amount": "1.10",
            "data": "abc",
        },
    ),
    post(
        "/kinds",
        "wrong",
        json={
            "when": "x",
            "day": "2020-01-01T10:00:00",
            "at": "99:00",
            "period": "y",
            "amount": "z",
            "data": 3,
        },
    ),
    post("/dataclass", json={"x": 1}),
    post("/dataclass", json=[]),
    post("/dataclass", json={"x": "z", "w": 1}),
    post("/pydantic-dataclass", json={"point": {"x": 1}}),
    post("/pydantic-dataclass", json={"point": {}}),
    post("/typed-dict", json={"a": 1, "b": "x"}),
    post("/typed-dict", json={"a": "z"}),
    post("/root", json=["a"]),
    post("/root", json=[1]),
    post("/list", json=[ITEM, {"name": "x"}]),
    post("/list", json=[ITEM]),
    post("/list", json={}),
    post("/set", json=[1, 1, 2]),
    post("/tuple", json=[1, "x"]),
    post("/tuple", json=[1]),
    post("/dict", json={"1": 2}),
    post("/dict", json={"x": 1, "1": "y"}),
    post("/dict", json=[]),
    post("/bare-dict", json={"a": [1]}),
    post("/bare-dict", json=3),
    post("/bare-list", json=[1, "a"]),
    post("/bare-list", json={}),
    post("/union", json=ITEM),
    post("/union", json={"username": "u"}),
    post("/union", json={"x": 1}),
    post("/union-with-scalar", json=3),
    post("/union-with-scalar", json=ITEM),
    post("/union-with-scalar", json="x"),
    post("/animal", json={"kind": "cat", "lives": 9}),
    post("/animal", json={"kind": "dog"}),
    post("/animal", json={"kind": "cow"}),
    post("/animal", json={}),
    post("/animal-field", json=[{"kind": "dog", "bark": "b"}, {"kind": "cow"}]),
    post("/generic", json={"items": [ITEM]}),
    post("/generic", json={"items": [{}]}),
    post("/camel", json={"firstName": "a"}),
    post("/camel", json={"first_name": "a"}),
    post("/camel", json={}),
    *[post("/optional", json=value) for value in (ITEM, None, {})],
    post("/optional"),
    post("/optional-required"),
    post("/optional-required", json=None),
    post("/default-instance"),
    post("/default-instance", json=None),
    post("/default-instance", json=ITEM),
    *[post("/any", json=value) for value in (ITEM, 0, "", [], False)],
    post("/any", "null", **raw("null")),
    post("/any"),
    *[post("/int", json=value) for value in (3, "3", "x", 2, 3.5, True, [3])],
    post("/int"),
    post("/text", json="a"),
    post("/text", json=3),
    post("/text", "of another type", **raw("abc", "text/plain")),
    post("/bytes", json="a"),
    post("/bytes", "of another type", **raw(b"abc", "image/png")),
    post("/embedded", json={"item": ITEM}),
    post("/embedded", json=ITEM),
    post("/embedded", json=[]),
    post("/embedded"),
    post("/embedded-int"),
    post("/embedded-int", json={}),
    post("/embedded-int", json={"number": 2}),
    post("/alias", json=3),
    post("/alias", json={"al": 3}),
    post("/embedded-alias", json={"al": 3}),
    post("/embedded-alias", json={"number": 3}),
    request("PUT", "/several/1", json={"item": ITEM, "user": {"username": "u"}, "importance": 1}),
    request("PUT", "/several/x", json={"item": {}, "importance": 0}),
    request("PUT", "/several/1"),
    request("PUT", "/several/1", json=[]),
    request("PUT", "/several/1", json={}),
    request("PUT", "/several/1", "text", **raw("abc", "text/plain")),
    request("PUT", "/several/1", json={"item": None, "user": 3, "importance": "x"}),
    post("/several-optional"),
    post("/several-optional", json={}),
    post("/several-optional", json={"item": None}),
    post("/several-optional", json={"user": {"username": "u"}}),
    post("/several-optional", json=[]),
    post("/several-optional", "null", **raw("null")),
    post("/several-scalars", json={"a": 1}),
    post("/several-scalars", json={"b": 1}),
    post("/not-embedded", json={"a": ITEM}),
    post("/not-embedded", json=ITEM),
    post("/media-type", "vendor", **raw('{"name":"a","price":1}', "application/vnd.api+json")),
    post("/text-media-type", "text", **raw("abc", "text/plain")),
    post("/text-media-type", json="abc"),
    post("/deprecated", json=ITEM),
    post("/dependency", json=ITEM),
    post("/dependency", json={}),
    post("/dependency-same", json=ITEM),
    post("/dependency-same", json={}),
    post("/dependency-other", json={"item": ITEM, "user": {"username": "u"}}),
    post("/dependency-other", json={"item": {}, "user": {}}),
    post("/request", json=ITEM),
    post("/raw", "text", **raw("abc", "text/plain")),
    post("/raw", "JSON", **raw("{bad")),
    *[request(method, "/methods", json=ITEM) for method in ("GET", "DELETE", "OPTIONS", "PATCH")],
    get("/methods"),
    request("PATCH", "/patch", json=ITEM),
    request("PATCH", "/patch", json={**ITEM, "tax": None}),
    post("/all/z?q=z", json={}, headers={"h": "z", "cookie": "c=z"}),
    post("/all/1?q=2", json=ITEM, headers={"h": "3", "cookie": "c=4"}),
    post("/colour", json={"colour": "red"}),
    post("/colour", json={"colour": "green"}),
]

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(Exception)
def a_bare_list_without_a_marker_is_no_file():
    checked = App()

    @checked.post("/")
    def endpoint(value: list): ...

    body = checked.openapi()["paths"]["/"]["post"]["requestBody"]
    if "application/json" not in body["content"]:
        raise TypeError("not JSON")
