"""Promises about JSON bodies."""

import json
from dataclasses import dataclass
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple, Union

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel
from starlette.exceptions import HTTPException
from typing_extensions import Annotated, Literal, TypedDict

from etude import Body, Depends, Etude, Request
from etude.routing import APIRoute
from etude.testclient import TestClient

JSON = {"content-type": "application/json"}


class Item(BaseModel):
    name: str
    price: float = 1


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str


class Basket(BaseModel):
    items: List[Item]


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Numbers(RootModel[List[int]]):
    pass


@dataclass
class Point:
    x: int
    y: int = 0


class Movie(TypedDict):
    title: str


def client_for(type_, *default):
    """A client of an application whose operation takes the body `q` and returns it."""
    app = Etude()
    if default:

        def take(q: type_ = default[0]):
            return {"type": type(q).__name__, "value": q}

    else:

        def take(q: type_):
            return {"type": type(q).__name__, "value": q}

    app.add_api_route("/", take, methods=["POST"])
    return TestClient(app)


def errors(response):
    assert response.status_code == 422
    return [
        (error["type"], ".".join(map(str, error["loc"])), error["input"])
        for error in response.json()["detail"]
    ]


# One body


@pytest.mark.parametrize(
    ("type_", "sent", "type_name", "value"),
    [
        (Item, {"name": "n", "zz": 1}, "Item", {"name": "n", "price": 1.0}),
        (Point, {"x": "3"}, "Point", {"x": 3, "y": 0}),
        (Movie, {"title": "t"}, "dict", {"title": "t"}),
        (Numbers, [1, "2"], "Numbers", [1, 2]),
        (dict, {"a": [1]}, "dict", {"a": [1]}),
        (Dict[int, float], {"1": 2}, "dict", {"1": 2.0}),
        (List[Item], [{"name": "n"}], "list", [{"name": "n", "price": 1.0}]),
        (Set[int], [1, 1], "set", [1]),
        (Tuple[int, str], [1, "a"], "tuple", [1, "a"]),
        (Optional[List[int]], [1], "list", [1]),
        (Union[int, Item], {"name": "n"}, "Item", {"name": "n", "price": 1.0}),
        (Annotated[int, Body()], "3", "int", 3),
        (Annotated[Any, Body()], None, "NoneType", None),
        (Annotated[str, Body()], "text", "str", "text"),
        (Optional[Item], None, "NoneType", None),
        (
            Annotated[Union[Cat, Dog], Body(discriminator="kind")],
            {"kind": "dog"},
            "Dog",
            {"kind": "dog"},
        ),
    ],
)
def test_one_body_argument_is_the_whole_document(type_, sent, type_name, value):
    response = client_for(type_).post("/", content=json.dumps(sent), headers=JSON)
    assert response.json() == {"type": type_name, "value": value}


@pytest.mark.parametrize(
    ("type_", "sent", "expected"),
    [
        (Item, {"price": 2}, [("missing", "body.name", {"price": 2})]),
        (Item, [1], [("model_attributes_type", "body", [1])]),
        (Item, None, [("model_attributes_type", "body", None)]),
        (Item, {"name": 3}, [("string_type", "body.name", 3)]),
        (Closed, {"name": "n", "z": 1}, [("extra_forbidden", "body.z", 1)]),
        (Basket, {"items": [{}]}, [("missing", "body.items.0.name", {})]),
        (Point, 3, [("dataclass_type", "body", 3)]),
        (dict, [], [("dict_type", "body", [])]),
        (List[int], {}, [("list_type", "body", {})]),
        (List[Item], [{"name": "n", "price": "x"}], [("float_parsing", "body.0.price", "x")]),
        (Dict[int, float], {"x": 1}, [("int_parsing", "body.x.[key]", "x")]),
        (
            Union[Closed, Cat],
            {},
            [("missing", "body.Closed.name", {}), ("missing", "body.Cat.kind", {})],
        ),
        (
            Annotated[Union[Cat, Dog], Body(discriminator="kind")],
            {},
            [("union_tag_not_found", "body", {})],
        ),
        (Annotated[int, Body(gt=3)], 3, [("greater_than", "body", 3)]),
        (Annotated[int, Body()], 3.5, [("int_from_float", "body", 3.5)]),
        (Annotated[int, Body(alias="al")], {"al": 3}, [("int_type", "body", {"al": 3})]),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_the_place_of_each_misfit(type_, sent, expected):
    response = client_for(type_).post("/", content=json.dumps(sent), headers=JSON)
    assert errors(response) == expected


def test_an_absent_body_is_missing_where_one_is_required():
    for type_ in (Item, Optional[Item]):
        assert errors(client_for(type_).post("/")) == [("missing", "body", None)]
        assert errors(client_for(type_).post("/", headers=JSON)) == [("missing", "body", None)]


def test_an_absent_body_takes_its_default():
    assert client_for(Optional[Item], None).post("/").json()["value"] is None
    default = client_for(Item, Item(name="d")).post("/").json()["value"]
    assert default == {"name": "d", "price": 1.0}
    assert client_for(int, Body(default_factory=lambda: 7)).post("/").json()["value"] == 7


def test_a_wrong_default_that_is_to_be_validated_is_reported():
    client = client_for(int, Body("wrong", validate_default=True))
    assert errors(client.post("/")) == [("int_parsing", "body", "wrong")]


def test_null_is_not_the_default():
    client = client_for(Item, Item(name="d"))
    assert errors(client.post("/", content=b"null", headers=JSON)) == [
        ("model_attributes_type", "body", None)
    ]


# Several bodies


@pytest.fixture
def several():
    """A client of an operation with an item, a user and a number in its body."""
    app = Etude()

    @app.put("/")
    def update(item: Item, other: Closed, number: Annotated[int, Body(gt=0)] = 1):
        return [item, other, number]

    return TestClient(app)


def test_several_bodies_stand_under_their_names(several):
    sent = {"item": {"name": "i"}, "other": {"name": "o"}, "number": 2, "extra": 1}
    assert several.put("/", json=sent).json() == [
        {"name": "i", "price": 1.0},
        {"name": "o"},
        2,
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null"])
def test_each_required_body_that_is_not_there_is_missing(several, content):
    assert errors(several.put("/", content=content, headers=JSON)) == [
        ("missing", "body.item", None),
        ("missing", "body.other", None),
    ]


def test_what_is_wrong_inside_several_bodies_is_named(several):
    sent = {"item": {}, "other": None, "number": 0}
    assert errors(several.put("/", json=sent)) == [
        ("missing", "body.item.name", {}),
        ("model_attributes_type", "body.other", None),
        ("greater_than", "body.number", 0),
    ]


def test_embed_puts_a_single_body_under_its_name():
    client = client_for(Annotated[Item, Body(embed=True)])
    sent = {"q": {"name": "n"}}
    assert client.post("/", json=sent).json()["value"] == {"name": "n", "price": 1.0}
    assert errors(client.post("/", json={"name": "n"})) == [("missing", "body.q", None)]
    client = client_for(Annotated[int, Body(embed=True, alias="al")])
    assert client.post("/", json={"al": 3}).json()["value"] == 3


def test_embed_false_has_no_effect_on_several_bodies():
    app = Etude()

    @app.post("/")
    def take(a: Annotated[int, Body(embed=False)], b: Annotated[int, Body()]):
        return [a, b]

    assert TestClient(app).post("/", json={"a": 1, "b": 2}).json() == [1, 2]


def test_bodies_that_are_all_optional_want_an_object_all_the_same():
    app = Etude()

    @app.post("/")
    def take(a: Annotated[int, Body()] = 1, b: Annotated[int, Body()] = 2):
        return [a, b]

    client = TestClient(app)
    assert client.post("/").json() == client.post("/", json={}).json() == [1, 2]
    for sent in (None, [], "x"):
        response = client.post("/", content=json.dumps(sent), headers=JSON)
        assert errors(response) == [("dict_type", "body", sent)]


def test_bodies_of_dependencies_and_of_the_endpoint_share_one_object():
    app = Etude()

    def owner(user: Closed):
        return user.name

    @app.post("/")
    def take(item: Item, name: Annotated[str, Depends(owner)]):
        return [item.name, name]

    sent = {"item": {"name": "i"}, "user": {"name": "u"}}
    assert TestClient(app).post("/", json=sent).json() == ["i", "u"]


def test_a_body_of_the_same_name_in_a_dependency_is_one_body():
    app = Etude()

    def name_of(item: Item):
        return item.name

    @app.post("/")
    def take(item: Item, name: Annotated[str, Depends(name_of)]):
        return [item.price, name]

    assert TestClient(app).post("/", json={"name": "i"}).json() == [1.0, "i"]


# Media types


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "APPLICATION/JSON; charset=x",
        "application/vnd.api+json",
        "application/a+JSON;v=1",
    ],
)
def test_a_json_media_type_is_parsed(media_type):
    response = client_for(dict).post("/", content=b'{"a":1}', headers={"content-type": media_type})
    assert response.json()["value"] == {"a": 1}


@pytest.mark.parametrize(
    "media_type",
    ["text/json", "text/plain", "application/jsonx", "text/x+json", "*/*", "", "application"],
)
def test_the_bytes_of_another_media_type_are_the_value(media_type):
    headers = {"content-type": media_type}
    client = client_for(Item)
    assert errors(client.post("/", content=b'{"name":"n"}', headers=headers)) == [
        ("model_attributes_type", "body", '{"name":"n"}')
    ]
    client = client_for(Annotated[bytes, Body(media_type="text/plain")])
    assert client.post("/", content=b"raw", headers=headers).json()["value"] == "raw"


def test_a_body_without_a_media_type_is_not_parsed():
    assert errors(client_for(Item).post("/", content=b'{"name":"n"}')) == [
        ("model_attributes_type", "body", '{"name":"n"}')
    ]


def test_bytes_that_are_no_text_are_shown_with_replacements():
    assert errors(client_for(Item).post("/", content=b"\xff")) == [
        ("model_attributes_type", "body", "\ufffd")
    ]


# Invalid JSON


@pytest.mark.parametrize(
    ("content", "position", "message"),
    [
        (b"{bad", 1, "Expecting property name enclosed in double quotes"),
        (b"[1,2", 4, "Expecting ',' delimiter"),
        (b'{"a":1}x', 7, "Extra data"),
        (b"undefined", 0, "Expecting value"),
        (b'{"a":"', 5, "Unterminated string starting at"),
        (b" ", 1, "Expecting value"),
    ],
)
def test_invalid_json_is_named_with_its_position(content, position, message):
    response = client_for(Item).post("/", content=content, headers=JSON)
    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "json_invalid",
                "loc": ["body", position],
                "msg": "JSON decode error",
                "input": {},
                "ctx": {"error": message},
            }
        ]
    }


@pytest.mark.parametrize("content", [b'"\xff"', b"1" * 5000])
def test_what_no_parser_takes_is_a_bad_request(content):
    response = client_for(Item).post("/", content=content, headers=JSON)
    assert response.status_code == 400
    assert response.json() == {"detail": "There was an error parsing the body"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_detected(encoding):
    content = '{"name":"é"}'.encode(encoding)
    response = client_for(Item).post("/", content=content, headers=JSON)
    assert response.json()["value"]["name"] == "é"


def test_invalid_json_is_reported_before_any_dependency_runs():
    app, calls = Etude(dependencies=[Depends(lambda: calls.append(1))]), []

    @app.post("/")
    def take(item: Item, q: int):
        pass

    response = TestClient(app).post("/", content=b"{", headers=JSON)
    assert [error["type"] for error in response.json()["detail"]] == ["json_invalid"]
    assert calls == []


def test_a_number_that_json_does_not_have_is_refused_without_an_echo():
    response = client_for(Annotated[int, Body()]).post("/", content=b"NaN", headers=JSON)
    assert errors(response) == [("finite_number", "body", None)]


@pytest.mark.parametrize("content", [b"NaN", b"Infinity", b"1e400"])
def test_numbers_that_json_does_not_have_arrive_as_floats(content):
    app = Etude()

    @app.post("/")
    def take(q: Annotated[float, Body()]):
        return str(q)

    assert TestClient(app).post("/", content=content, headers=JSON).json() in ("nan", "inf")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e400", "-1E+999"])
@pytest.mark.parametrize("type_", [Any, float, List[float]])
def test_numbers_that_json_does_not_have_are_refused_on_demand(number, type_):
    app = Etude(allow_inf_nan=False)

    @app.post("/")
    def take(q: Annotated[type_, Body()]):
        raise AssertionError("it is not called")

    response = TestClient(app).post("/", content=f"[1, {number}]", headers=JSON)
    assert errors(response) == [("finite_number", "body", number)]
    assert response.json()["detail"][0]["msg"] == "Input should be a finite number"


def test_an_operation_may_take_what_its_application_refuses_and_all_else_is_taken():
    app = Etude(allow_inf_nan=False)

    @app.post("/strict")
    def take(q: Dict[str, Any]):
        return q

    @app.post("/lax", allow_inf_nan=True)
    def take_all(q: Annotated[float, Body()]):
        return str(q)

    client = TestClient(app)
    sent = {"NaN": [1e300, 0, -2.5e-400, "Infinity", None]}
    assert client.post("/strict", json=sent).json() == sent
    assert errors(client.post("/strict", json=[])) == [("dict_type", "body", [])]
    assert client.post("/lax", content=b"NaN", headers=JSON).json() == "nan"


# Methods and the raw body


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_a_body_is_read_for_every_method(method):
    app = Etude()

    @app.api_route("/", methods=[method])
    def take(item: Item):
        return item.name

    assert TestClient(app).request(method, "/", json={"name": "n"}).json() == "n"


def test_the_request_still_knows_the_body_that_was_parsed():
    app = Etude()

    async def raw(request: Request):
        return (await request.body()).decode()

    @app.post("/")
    async def take(item: Item, request: Request, text: Annotated[str, Depends(raw)]):
        chunks = [chunk.decode() async for chunk in request.stream()]
        return [text, await request.json(), "".join(chunks)]

    sent = {"name": "n"}
    text, parsed, streamed = TestClient(app).post("/", json=sent).json()
    assert json.loads(text) == parsed == json.loads(streamed) == sent


def test_without_a_body_argument_nothing_is_parsed():
    app = Etude()

    @app.post("/")
    async def take(request: Request):
        return (await request.body()).decode()

    assert TestClient(app).post("/", content=b"{", headers=JSON).json() == "{"


def test_a_body_that_comes_in_parts_is_put_together(exchange):
    app = Etude()

    @app.post("/")
    async def take(item: Item):
        return item.name

    messages = [
        {"type": "http.request", "body": b'{"name"', "more_body": True},
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": b':"n"}'},
    ]
    headers = [(b"content-type", b"application/json")]
    answer = exchange(app, method="POST", headers=headers, messages=messages)
    assert (answer.status, answer.body) == (200, b'"n"')


@pytest.mark.parametrize(
    "messages",
    [
        [{"type": "http.disconnect"}],
        [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}],
    ],
)
def test_a_client_that_leaves_ends_the_reading_without_an_error_of_the_server(exchange, messages):
    app = Etude()

    @app.post("/")
    async def take(item: Item):
        raise AssertionError("the endpoint must not run")

    answer = exchange(app, method="POST", messages=messages)
    assert answer.status == 400
    assert json.loads(answer.body) == {"detail": "There was an error parsing the body"}


@pytest.mark.parametrize(
    ("error", "status"), [(EOFError("cut off"), 400), (HTTPException(409), 409)]
)
def test_a_request_class_that_cannot_read_its_body_is_answered_with_400(error, status):
    class Unreadable(Request):
        async def body(self):
            raise error

    class Route(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def read(request):
                return await handle(Unreadable(request.scope, request.receive))

            return read

    app = Etude()
    app.router.route_class = Route

    @app.post("/")
    async def take(item: Item):
        raise AssertionError("the endpoint must not run")

    assert TestClient(app).post("/", json={"name": "n"}).status_code == status


def test_only_what_the_client_sent_is_set():
    app = Etude()

    @app.patch("/")
    def change(item: Item):
        return item.model_dump(exclude_unset=True)

    assert TestClient(app).patch("/", json={"name": "n"}).json() == {"name": "n"}


def test_fields_are_named_by_their_aliases():
    class Aliased(BaseModel):
        name: str = Field(alias="itemName")

    assert errors(client_for(Aliased).post("/", json={})) == [("missing", "body.itemName", {})]


def test_an_endpoint_that_parses_by_itself_has_the_exception_of_invalid_json():
    app = Etude()

    @app.post("/")
    async def take(request: Request):
        return await request.json()

    with pytest.raises(json.JSONDecodeError):
        TestClient(app).post("/", content=b"{", headers=JSON)


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e400"])
def test_a_model_may_refuse_numbers_that_json_does_not_have(number):
    class Finite(BaseModel):
        model_config = ConfigDict(allow_inf_nan=False)
        price: float

    response = client_for(Finite).post("/", content=b'{"price":%b}' % number, headers=JSON)
    assert errors(response) == [("finite_number", "body.price", None)]


@pytest.mark.parametrize(
    ("type_", "sent", "value"),
    [
        (list, [1], [1]),
        (List[bytes], ["a"], ["a"]),
        (Annotated[str, Body()], "é\u2028", "é\u2028"),
        (Dict[str, Any], {"a": 1, "a ": 2}, {"a": 1, "a ": 2}),
    ],
)
def test_lists_and_dicts_are_json_bodies_without_a_marker(type_, sent, value):
    response = client_for(type_).post("/", content=json.dumps(sent), headers=JSON)
    assert response.json()["value"] == value


def test_the_last_of_repeated_keys_counts():
    content = b'{"name":"a","price":1,"name":"b"}'
    response = client_for(Item).post("/", content=content, headers=JSON)
    assert response.json()["value"] == {"name": "b", "price": 1.0}


def test_a_lone_surrogate_goes_in_and_out_as_an_escape():
    response = client_for(Annotated[Any, Body()]).post("/", content=b'"\\ud800"', headers=JSON)
    assert response.status_code == 200
    assert b"\\ud800" in response.content
    response = client_for(Closed).post("/", content=b'{"name":"a","z":"\\ud800"}', headers=JSON)
    assert response.status_code == 422
    assert b"\\ud800" in response.content


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        (Item, b'{"name":"\\ud800","price":1.0}'),
        (Dict[str, Any], b'{"name":"\\ud800","price":null}'),
        (List[Any], b'["\\ud800",{"\\ud800":1}]'),
    ],
)
def test_a_lone_surrogate_goes_through_models_too(type_, content):
    app = Etude()

    @app.post("/")
    def take(body: type_) -> type_:
        return body

    response = TestClient(app).post("/", content=content, headers=JSON)
    assert (response.status_code, response.content) == (200, content)


def test_a_result_that_pydantic_cannot_write_is_a_mistake_of_the_program():
    app = Etude()

    @app.get("/")
    def read() -> Dict[str, Any]:
        return {"a": object()}

    with pytest.raises(ValueError, match="Unable to serialize"):
        TestClient(app).get("/")


def test_the_digits_of_a_number_are_limited():
    content = b'{"name":"a","price":%b}' % (b"1" * 5000)
    response = client_for(Item).post("/", content=content, headers=JSON)
    assert (response.status_code, response.json()) == (
        400,
        {"detail": "There was an error parsing the body"},
    )


def test_bytes_instead_of_an_object_leave_every_body_missing(several):
    answer = several.put("/", content=b"{}", headers={"content-type": "text/plain"})
    assert errors(answer) == [("missing", "body.item", None), ("missing", "body.other", None)]


def test_a_named_tuple_is_a_json_array():
    class Pair(NamedTuple):
        a: int
        b: str = "x"

    response = client_for(Pair).post("/", content=b'[1,"y"]', headers=JSON)
    assert response.json() == {"type": "Pair", "value": [1, "y"]}
