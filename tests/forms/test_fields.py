"""Promises about the fields of forms."""

from typing import List, Optional, Set

import pytest
from pydantic import AliasChoices, BaseModel, Field
from typing_extensions import Annotated

from etude import Body, Depends, Etude, Form, Header, Query, UploadFile
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


# What a field is taken from


def test_a_field_is_taken_from_either_kind_of_form(client_for, urlencoded, multipart):
    client = client_for(Annotated[str, Form()])
    assert client.post("/", **urlencoded("x=1")).json() == "1"
    assert client.post("/", **multipart(('; name="x"', b"1"))).json() == "1"


@pytest.mark.parametrize(
    "media_type",
    ["APPLICATION/X-WWW-FORM-URLENCODED", "application/x-www-form-urlencoded; charset=utf-8"],
)
def test_the_media_type_has_any_case_and_parameters(client_for, urlencoded, media_type):
    client = client_for(Annotated[str, Form()])
    assert client.post("/", **urlencoded("x=1", media_type)).json() == "1"


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"x": "1"}},
        {"content": "x=1", "headers": {"content-type": "text/plain"}},
        {"content": "x=1"},
        {},
    ],
)
def test_any_other_body_is_an_empty_form(client_for, errors, sent):
    client = client_for(Annotated[str, Form()])
    assert errors(client.post("/", **sent)) == [("missing", "body.x", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x=1&x=2", "2"),
        ("x=a+b%20%2B", "a b +"),
        ("x=%C3%A9", "é"),
        ("x=%FF", "\ufffd"),
        ("%78=1", "1"),
    ],
)
def test_a_form_is_decoded_and_its_last_value_counts(client_for, urlencoded, text, value):
    assert client_for(Annotated[str, Form()]).post("/", **urlencoded(text)).json() == value


def test_a_get_request_may_have_a_form():
    app = Etude()

    @app.get("/")
    def read(x: Annotated[str, Form()]):
        return x

    assert TestClient(app).request("GET", "/", data={"x": "1"}).json() == "1"


def test_fields_go_with_parameters_of_other_places():
    app = Etude()

    @app.post("/{a}")
    def create(
        a: int, b: int, c: Annotated[int, Header()], d: Annotated[int, Form()], e: int = Form(5)
    ):
        return [a, b, c, d, e]

    response = TestClient(app).post("/1?b=2", headers={"c": "3"}, data={"d": "4"})
    assert response.json() == [1, 2, 3, 4, 5]


def test_fields_of_a_dependency_come_from_the_same_form():
    app = Etude()

    def login(user: Annotated[str, Form()], tags: Annotated[List[str], Form()] = []):  # noqa: B006
        return [user, tags]

    @app.post("/")
    def create(found: Annotated[list, Depends(login)], user: Annotated[str, Form()]):
        return [found, user]

    client = TestClient(app)
    assert client.post("/", data={"user": "u", "tags": ["a", "b"]}).json() == [
        ["u", ["a", "b"]],
        "u",
    ]
    assert len(client.post("/").json()["detail"]) == 1


# Presence


def test_all_that_is_missing_is_reported(errors):
    app = Etude()

    @app.post("/")
    def create(a: Annotated[str, Form()], b: Annotated[int, Form()], c: Annotated[int, Form()]):
        pass

    response = TestClient(app).post("/", data={"b": "x"})
    assert errors(response) == [
        ("missing", "body.a", None),
        ("int_parsing", "body.b", "x"),
        ("missing", "body.c", None),
    ]


@pytest.mark.parametrize("text", ["x=", "x", "y=1", ""])
def test_an_empty_scalar_counts_as_absent(client_for, urlencoded, errors, text):
    sent = urlencoded(text)
    assert client_for(Annotated[int, Form()], 7).post("/", **sent).json() == 7
    assert client_for(Annotated[Optional[str], Form()], None).post("/", **sent).json() is None
    for type_ in (str, Optional[str]):
        response = client_for(Annotated[type_, Form()]).post("/", **sent)
        assert errors(response) == [("missing", "body.x", None)]


def test_a_scalar_whose_last_value_is_empty_counts_as_absent(client_for, urlencoded):
    client = client_for(Annotated[str, Form()], "default")
    assert client.post("/", **urlencoded("x=1&x=")).json() == "default"
    assert client.post("/", **urlencoded("x=&x=1")).json() == "1"


def test_a_default_is_as_free_as_elsewhere(client_for, urlencoded, errors):
    assert client_for(str, Form("d")).post("/").json() == "d"
    assert client_for(Annotated[int, Form(default_factory=lambda: 3)]).post("/").json() == 3
    response = client_for(Annotated[int, Form(validate_default=True)], "wrong").post("/")
    assert errors(response) == [("int_parsing", "body.x", "wrong")]


# Lists


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (List[int], "x=1&x=2", [1, 2]),
        (List[int], "x=1", [1]),
        (List[str], "x=", [""]),
        (List[str], "x=&x=a", ["", "a"]),
        (List[str], "x=a,b", ["a,b"]),
        (Optional[List[str]], "x=a", ["a"]),
        (Set[str], "x=a&x=a", ["a"]),
    ],
)
def test_repeated_fields_are_collected(client_for, urlencoded, type_, text, value):
    assert client_for(Annotated[type_, Form()]).post("/", **urlencoded(text)).json() == value


def test_a_wrong_item_is_named_by_its_index(client_for, urlencoded, errors):
    client = client_for(Annotated[List[int], Form()])
    assert errors(client.post("/", **urlencoded("x=a&x=1&x="))) == [
        ("int_parsing", "body.x.0", "a"),
        ("int_parsing", "body.x.2", ""),
    ]
    assert errors(client.post("/")) == [("missing", "body.x", None)]


# Names and constraints


def test_a_field_has_any_of_its_aliases(client_for, urlencoded, errors):
    client = client_for(Annotated[str, Form(alias="a-b", max_length=2)])
    assert client.post("/", **urlencoded("a-b=1&x=2")).json() == "1"
    assert errors(client.post("/", **urlencoded("a-b=123"))) == [
        ("string_too_long", "body.a-b", "123")
    ]
    client = client_for(Annotated[str, Form(validation_alias=AliasChoices("one", "two"))])
    assert client.post("/", **urlencoded("one=&two=2")).json() == "2"
    assert errors(client.post("/", **urlencoded("x=3"))) == [("missing", "body.one", None)]


def test_a_pydantic_field_beside_the_marker_counts(client_for, urlencoded, errors, request_body):
    client = client_for(Annotated[int, Field(gt=2, description="more"), Form()])
    assert errors(client.post("/", **urlencoded("x=1"))) == [("greater_than", "body.x", "1")]
    (component,) = request_body(client)[2].values()
    assert component["properties"]["x"]["description"] == "more"


# Forms beside other bodies


def test_a_form_takes_scalars_and_lists_of_the_body_too(urlencoded):
    app = Etude()

    @app.post("/")
    def create(a: Annotated[str, Form()], b: Annotated[int, Body()], c: List[int]):
        return [a, b, c]

    client = TestClient(app)
    assert client.post("/", **urlencoded("a=1&b=2&c=3&c=4")).json() == ["1", 2, [3, 4]]
    assert client.post("/", json={"a": "1", "b": 2, "c": [3]}).status_code == 422
    body = app.openapi()["paths"]["/"]["post"]["requestBody"]
    assert list(body["content"]) == ["application/x-www-form-urlencoded"]


@pytest.mark.parametrize("type_", [Item, Optional[Item], List[Item], dict])
def test_an_urlencoded_form_beside_a_json_body_is_refused(type_):
    def create(x: Annotated[str, Form()], item: type_):
        pass

    with pytest.raises(DeclarationError, match=r"create.*takes `item` from a JSON body.*Form\(\)"):
        Etude().add_api_route("/", create, methods=["POST"])


def test_a_json_body_beside_a_form_has_its_default():
    app = Etude()

    @app.post("/")
    def create(x: Annotated[str, Form()], item: Optional[Item] = None):
        return [x, item]

    assert TestClient(app).post("/", data={"x": "a"}).json() == ["a", None]


def test_the_package_that_parses_forms_is_asked_for_when_it_is_missing(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for type_ in (Annotated[str, Form()], UploadFile):

        def create(x: type_):
            pass

        with pytest.raises(RuntimeError, match=r"create.*pip install python-multipart"):
            Etude().add_api_route("/", create, methods=["POST"])


# The document


def test_fields_are_described_as_one_object(client_for, request_body):
    client = client_for(Annotated[str, Form()])
    media_type, body, components = request_body(client)
    schema = {"$ref": "#/components/schemas/Body_take__post"}
    assert body == {"content": {media_type: {"schema": schema}}, "required": True}
    assert media_type == "application/x-www-form-urlencoded"
    assert components == {
        "Body_take__post": {
            "title": "Body_take__post",
            "type": "object",
            "properties": {"x": {"title": "X", "type": "string"}},
            "required": ["x"],
        }
    }


def test_a_field_is_described_by_what_its_marker_says(client_for, request_body):
    marker = Form(
        alias="f",
        title="T",
        description="D",
        gt=3,
        examples=[4],
        json_schema_extra={"k": 1},
        include_in_schema=False,
        openapi_examples={"e": {"value": 1}},
        deprecated=True,
    )
    (component,) = request_body(client_for(Annotated[int, marker]))[2].values()
    assert component["properties"] == {
        "f": {
            "type": "integer",
            "exclusiveMinimum": 3,
            "title": "T",
            "description": "D",
            "examples": [4],
            "deprecated": True,
            "k": 1,
        }
    }


def test_what_may_be_left_out_is_not_required(client_for, request_body):
    _, body, components = request_body(client_for(Annotated[Optional[int], Form()], None))
    assert "required" not in body
    assert "required" not in components["Body_take__post"]


@pytest.mark.parametrize(
    ("markers", "media_type"),
    [
        ((Form(), Form()), "application/x-www-form-urlencoded"),
        ((Form(media_type="multipart/form-data"), Form()), "application/x-www-form-urlencoded"),
        ((Form(media_type="a/b"), Form(media_type="a/b")), "a/b"),
        ((Form(), Query()), "application/x-www-form-urlencoded"),
    ],
)
def test_the_media_type_is_that_of_the_fields(markers, media_type):
    first, second = markers
    app = Etude()

    @app.post("/")
    def create(a: Annotated[str, first], b: Annotated[str, second]):
        pass

    body = app.openapi()["paths"]["/"]["post"]["requestBody"]
    assert list(body["content"]) == [media_type]
