"""Promises about names that lead into the values of a form: `lines[0].sku`."""

import dataclasses
import json
from typing import Any, Dict, List, Optional, Tuple, Union
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator
from typing_extensions import Annotated, Literal, TypedDict

from etude import Etude, File, Form, UploadFile
from etude.testclient import TestClient


class Address(BaseModel):
    street: str
    post_code: str = Field("none", alias="post-code")
    floor: Optional[int] = None


class Line(BaseModel):
    sku: str
    amount: int = 1
    tags: List[str] = []


class Order(BaseModel):
    name: str = "none"
    address: Optional[Address] = None
    lines: List[Line] = []


class ClosedOrder(Order):
    model_config = ConfigDict(extra="forbid")


class Size(TypedDict):
    width: int


@dataclasses.dataclass
class Point:
    x: int
    labels: List[str] = dataclasses.field(default_factory=list)


class Cat(BaseModel):
    kind: Literal["cat"]
    naps: List[int] = []


class Dog(BaseModel):
    kind: Literal["dog"]
    walks: int


class Category(BaseModel):
    name: str
    children: List["Category"] = []


class Everything(BaseModel):
    size: Optional[Size] = None
    point: Optional[Point] = None
    pet: Union[Cat, Dog, None] = Field(None, discriminator="kind")
    either: Union[List[Line], Address, None] = None
    prices: Dict[str, Dict[str, int]] = {}
    pair: Optional[Tuple[Line, Line]] = None
    matrix: List[List[int]] = []
    root: Optional[Category] = None
    anything: Dict[str, Any] = {}


class Photo(BaseModel):
    file: UploadFile
    caption: str = "none"


class Album(BaseModel):
    title: str
    photos: List[Photo]


def test_dots_and_brackets_lead_into_models_and_lists(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    text = "name=n&address.street=s&address[post-code]=1&lines[0].sku=a&lines[1][sku]=b"
    answer = client.post("/", **urlencoded(text + "&lines[1].amount=2")).json()
    assert answer["address"] == {"street": "s", "post-code": "1", "floor": None}
    assert [(line["sku"], line["amount"]) for line in answer["lines"]] == [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("size.width=1", {"size": {"width": 1}}),
        ("point.x=1&point.labels=a", {"point": {"x": 1, "labels": ["a"]}}),
        ("pet.kind=cat&pet.naps=1&pet.naps=2", {"pet": {"kind": "cat", "naps": [1, 2]}}),
        ("pet.kind=dog&pet.walks=1", {"pet": {"kind": "dog", "walks": 1}}),
        ("either.street=s", {"either": {"street": "s", "post_code": "none", "floor": None}}),
        ("either[0].sku=s", {"either": [{"sku": "s", "amount": 1, "tags": []}]}),
        ("prices[a.b].c=1", {"prices": {"a.b": {"c": 1}}}),
        ("prices.0.1=2", {"prices": {"0": {"1": 2}}}),
        ("matrix[0]=1&matrix[0]=2&matrix[1][]=3", {"matrix": [[1, 2], [3]]}),
        ("matrix[0][1]=2&matrix[0][0]=1", {"matrix": [[1, 2]]}),
        ("anything.a[0].b=1&anything.c=2", {"anything": {"a": {"0": {"b": "1"}}, "c": "2"}}),
        ("anything.__proto__.a=1", {"anything": {"__proto__": {"a": "1"}}}),
    ],
)
def test_all_structures_are_reached(client_for, urlencoded, text, value):
    def seen(model):
        return model.model_dump(exclude_unset=True) if not model.either else model.model_dump()

    client = client_for(Annotated[Everything, Form()], seen=seen)
    answer = client.post("/", **urlencoded(text)).json()
    assert {name: answer[name] for name in value} == value


def test_a_type_may_hold_itself(client_for, urlencoded):
    client = client_for(Annotated[Everything, Form()])
    text = "root.name=a&root.children[0].name=b&root.children[0].children[0].name=c"
    root = client.post("/", **urlencoded(text)).json()["root"]
    assert root["children"][0]["children"][0]["name"] == "c"


def test_files_stand_in_structures_too(client_for, multipart):
    def seen(album):
        return [[photo.file.filename, photo.caption] for photo in album.photos]

    client = client_for(Annotated[Album, File()], seen=seen)
    parts = [
        ('; name="title"', b"t"),
        ('; name="photos[0].file"; filename="a.png"', b"1"),
        ('; name="photos[0].caption"', b"c"),
        ('; name="photos[1].file"; filename="b.png"', b"2"),
        ('; name="photos[2].file"; filename=""', b""),
    ]
    assert client.post("/", **multipart(*parts)).json() == [["a.png", "c"], ["b.png", "none"]]


def test_an_argument_may_be_a_list_of_models(client_for, urlencoded, errors):
    client = client_for(Annotated[List[Line], Form()])
    lines = client.post("/", **urlencoded("x[0].sku=a&x[0].tags=b")).json()
    assert lines == [{"sku": "a", "amount": 1, "tags": ["b"]}]
    assert errors(client.post("/")) == [("missing", "body.x", None)]


def test_an_embedded_model_stands_under_the_name_of_its_argument(client_for, urlencoded):
    client = client_for(Annotated[Line, Form(embed=True)])
    assert client.post("/", **urlencoded("x.sku=a&sku=b")).json()["sku"] == "a"


def test_errors_say_where_a_nested_value_is_wrong(client_for, urlencoded, errors):
    client = client_for(Annotated[Order, Form()])
    sent = urlencoded("address.floor=x&lines[0].sku=a&lines[0].amount=b")
    assert errors(client.post("/", **sent)) == [
        ("missing", "body.address.street", {"floor": "x"}),
        ("int_parsing", "body.address.floor", "x"),
        ("int_parsing", "body.lines.0.amount", "b"),
    ]


def test_empty_inputs_are_left_out_and_rows_of_them_too(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    text = "address.street=&address.floor=&lines[0].sku=&lines[1].sku=b&lines[1].amount="
    answer = client.post("/", **urlencoded(text)).json()
    assert answer["address"] is None
    assert [(line["sku"], line["amount"]) for line in answer["lines"]] == [("b", 1)]
    answer = client.post("/", **urlencoded("address=&lines=&lines[0].sku=&address.street=s")).json()
    assert (answer["address"]["street"], answer["lines"]) == ("s", [])


def test_numbers_order_the_items_and_leave_no_holes(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    sent = urlencoded("lines[999999999].sku=b&lines[7].sku=a")
    assert [line["sku"] for line in client.post("/", **sent).json()["lines"]] == ["a", "b"]


def test_what_leads_nowhere_is_an_unknown_field(client_for, urlencoded, errors):
    text = "zz.a=1&name.a=1&address.street=s&address[street=1&address]x=2&address[a]b=1&[a]=1"
    client = client_for(Annotated[Order, Form()])
    assert client.post("/", **urlencoded(text)).status_code == 200
    client = client_for(Annotated[ClosedOrder, Form()])
    assert [error[:2] for error in errors(client.post("/", **urlencoded(text)))] == [
        ("extra_forbidden", "body." + name)
        for name in ("zz.a", "name.a", "address[street", "address]x", "address[a]b", "[a]")
    ]


def test_a_name_that_is_declared_is_taken_as_it_is(urlencoded):
    app = Etude()

    @app.post("/")
    def take(
        line: Annotated[Line, Form(embed=True)],
        dotted: Annotated[str, Form(alias="line.sku")],
    ):
        return [line, dotted]

    client = TestClient(app)
    assert client.post("/", **urlencoded("line[sku]=a&line.sku=b")).json() == [
        {"sku": "a", "amount": 1, "tags": []},
        "b",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("address=1&address.street=s", ("model_attributes_type", "body.address", "1")),
        ("lines=1&lines[0].sku=s", ("model_attributes_type", "body.lines.0", "1")),
        ("lines[0]=1&lines[0].sku=s", ("model_attributes_type", "body.lines.0", "1")),
        ("lines[a].sku=s&lines[0].sku=s", ("list_type", "body.lines", None)),
        ("lines[][sku]=s", ("list_type", "body.lines", None)),
        ("lines[1234567890].sku=s", ("list_type", "body.lines", None)),
        ("address[0].street=s", ("missing", "body.address.street", None)),
        ("address.street.name=s", ("string_type", "body.address.street", None)),
        ("address.floor[0]=1", ("int_type", "body.address.floor", None)),
    ],
)
def test_contradictions_are_errors(client_for, urlencoded, errors, text, error):
    client = client_for(Annotated[Order, Form()])
    found = [each[:2] for each in errors(client.post("/", **urlencoded(text)))]
    assert error[:2] in found


def test_deep_names_are_refused(client_for, urlencoded):
    client = client_for(Annotated[Everything, Form()])
    deepest = "anything" + ".a" * 32
    assert client.post("/", **urlencoded(deepest + "=1")).status_code == 200
    response = client.post("/", **urlencoded(deepest + ".a=1"))
    assert response.status_code == 400
    assert response.json() == {"detail": "'anything' is nested more than 32 levels deep."}
    assert client.post("/", **urlencoded("a" + "[a]" * 100_000 + "=1")).status_code == 200
    assert client.post("/", **urlencoded("anything" + "[" * 100_000 + "=1")).status_code == 200


def test_many_names_are_refused(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    text = "&".join(f"lines[{number}].sku=a" for number in range(100_000))
    assert client.post("/", **urlencoded(text)).status_code == 413


# JSON in the place of a structure


def test_a_text_that_can_only_be_json_is_parsed(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    for lines in (
        'lines=[{"sku": "a"}, {"sku": "b"}]',
        'lines={"sku": "a"}&lines= {"sku": "b"}',
        'lines[0]={"sku": "a"}&lines[1].sku=b',
    ):
        sent = urlencoded(lines + '&address={"street": "s"}&address.floor=1')
        answer = client.post("/", **sent).json()
        assert [line["sku"] for line in answer["lines"]] == ["a", "b"]
        assert answer["address"]["floor"] is None


def test_json_that_is_none_is_an_error_that_says_where(client_for, urlencoded, errors):
    client = client_for(Annotated[Order, Form()])
    response = client.post("/", **urlencoded('address={"street"'))
    assert errors(response) == [("json_invalid", "body.address.9", {})]
    deep = urlencoded("address=" + "[" * 200_000)
    assert client.post("/", **deep).status_code in (400, 422)


def test_texts_of_a_list_of_texts_are_no_json(client_for, urlencoded):
    client = client_for(Annotated[Order, Form()])
    sent = urlencoded('lines[0].sku=[draft]&lines[0].tags=[a]&lines[0].tags={"b": 1}')
    (line,) = client.post("/", **sent).json()["lines"]
    assert (line["sku"], line["tags"]) == ("[draft]", ["[a]", '{"b": 1}'])


def _loaded(text):
    return json.loads(text)


class OwnField(BaseModel):
    address: Annotated[Address, BeforeValidator(_loaded)]


class OwnForm(BaseModel):
    address: Address

    @model_validator(mode="before")
    @classmethod
    def _load(cls, data: Any) -> Any:
        return {**data, "address": json.loads(data["address"])}


class OwnAddress(Address):
    @model_validator(mode="before")
    @classmethod
    def _load(cls, data: Any) -> Any:
        return json.loads(data)


class OwnInner(BaseModel):
    address: OwnAddress


@pytest.mark.parametrize("model", [OwnField, OwnForm, OwnInner])
def test_a_validator_that_comes_before_sees_the_text(client_for, urlencoded, request_body, model):
    client = client_for(Annotated[model, Form()])
    answer = client.post("/", **urlencoded('address={"street": "s"}')).json()
    assert answer["address"]["street"] == "s"
    assert "encoding" not in request_body(client)[1]["content"]["application/x-www-form-urlencoded"]


def test_structures_are_documented_as_json(client_for, request_body):
    client = client_for(Annotated[Order, Form()])
    media_type, body, _ = request_body(client)
    json_part = {"contentType": "application/json"}
    assert body["content"][media_type] == {
        "schema": {"$ref": "#/components/schemas/Order"},
        "encoding": {"address": json_part, "lines": json_part},
    }


def test_a_validator_that_replaces_pydantics_sees_all_texts(client_for, urlencoded):
    client = client_for(Annotated[List[Line], PlainValidator(list), Form()])
    assert client.post("/", **urlencoded("x=[1]&x=2")).json() == ["[1]", "2"]


# Every way to write a value gives the same


_TEXTS = st.text("ab [].{", min_size=1)
_LINES = st.fixed_dictionaries(
    {"sku": _TEXTS, "amount": st.integers(0, 9)}, optional={"tags": st.lists(_TEXTS, min_size=1)}
)
_ORDERS = st.fixed_dictionaries(
    {"name": _TEXTS, "lines": st.lists(_LINES, min_size=1, max_size=4)},
    optional={"address": st.fixed_dictionaries({"street": _TEXTS, "floor": st.integers(0, 9)})},
)


def _pairs(name, value, joins):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pairs(joins[0] % (name, key) if name else key, inner, joins)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _pairs(joins[1] % (name, index), inner, joins)
    else:
        yield name, value


shop = Etude()


@shop.post("/orders/")
def create_order(order: Annotated[Order, Form()]) -> Order:
    return order


client_of_shop = TestClient(shop)


@settings(deadline=None)
@given(_ORDERS, st.sampled_from([("%s.%s", "%s[%s]"), ("%s[%s]", "%s[%s]"), ("%s.%s", "%s.%s")]))
def test_names_with_keys_say_the_same_as_json(order, joins):
    sent = urlencode(list(_pairs("", order, joins)))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client_of_shop.post("/orders/", content=sent, headers=headers)
    assert answer.json() == Order.model_validate(order).model_dump(by_alias=True)


@settings(deadline=None)
@given(st.lists(st.text("al.[]0.", max_size=12).map("lines".__add__), max_size=8), st.booleans())
def test_no_name_is_too_odd(names, is_multipart):
    pairs = {f"{name}{'' if number % 2 else '.sku'}": "1" for number, name in enumerate(names)}
    files = {"other": b""} if is_multipart else None
    assert client_of_shop.post("/orders/", data=pairs, files=files).status_code in (200, 422)
