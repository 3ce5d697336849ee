"""Promises about models whose fields are those of a form."""

from typing import Any, List, Optional

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel
from typing_extensions import Annotated

from etude import Depends, Etude, File, Form, UploadFile
from etude.testclient import TestClient


class Login(BaseModel):
    user: str
    age: Optional[int] = None
    tags: List[str] = []
    pass_word: str = Field("none", alias="pass-word")


class ClosedLogin(Login):
    model_config = ConfigDict(extra="forbid")


class OpenLogin(Login):
    model_config = ConfigDict(extra="allow")


class Page(BaseModel):
    number: int = 1


class ClosedPage(Page):
    model_config = ConfigDict(extra="forbid")


class Inner(BaseModel):
    a: int


class Outer(BaseModel):
    inner: Inner
    other: int = 1


class Numbers(RootModel[List[int]]):
    pass


class Upload(BaseModel):
    file: UploadFile
    more: List[UploadFile] = []
    last: Optional[UploadFile] = None
    note: str = "none"


def names(upload):
    assert isinstance(upload.file, UploadFile)
    last = upload.last and upload.last.filename
    return [upload.file.filename, [file.filename for file in upload.more], last, upload.note]


@pytest.mark.parametrize("declared", [(Annotated[Login, Form()],), (Login, Form())])
def test_the_fields_of_a_model_are_those_of_the_form(client_for, urlencoded, declared):
    client = client_for(*declared)
    sent = urlencoded("user=u&age=3&tags=a&tags=b&pass-word=p&other=1")
    assert client.post("/", **sent).json() == {
        "user": "u",
        "age": 3,
        "tags": ["a", "b"],
        "pass-word": "p",
    }


def test_an_empty_field_counts_as_absent(client_for, urlencoded, errors):
    client = client_for(Annotated[Login, Form()])
    assert client.post("/", **urlencoded("user=u&age=")).json()["age"] is None
    assert errors(client.post("/", **urlencoded("user=&age=3"))) == [
        ("missing", "body.user", {"age": "3"})
    ]


def test_a_list_keeps_its_empty_fields(client_for, urlencoded):
    client = client_for(Annotated[Login, Form()])
    assert client.post("/", **urlencoded("user=u&tags=&tags=a")).json()["tags"] == ["", "a"]


def test_errors_are_located_by_what_the_client_sends(client_for, urlencoded, errors):
    client = client_for(Annotated[ClosedLogin, Form()])
    assert errors(client.post("/", **urlencoded("user=u&age=x&zz=&zz=1&yy=2"))) == [
        ("int_parsing", "body.age", "x"),
        ("extra_forbidden", "body.zz", ["", "1"]),
        ("extra_forbidden", "body.yy", "2"),
    ]
    assert errors(client.post("/", json={"user": "u"})) == [("missing", "body.user", {})]


def test_an_open_model_keeps_what_else_is_sent(client_for, urlencoded):
    client = client_for(Annotated[OpenLogin, Form()])
    answer = client.post("/", **urlencoded("user=u&zz=1&zz=2&yy=")).json()
    assert (answer["zz"], answer["yy"]) == (["1", "2"], "")


def test_a_nested_model_is_not_filled_from_flat_fields(client_for, urlencoded, errors):
    client = client_for(Annotated[Outer, Form()])
    assert errors(client.post("/", **urlencoded("inner=1"))) == [
        ("model_attributes_type", "body.inner", "1")
    ]


def test_a_model_without_fields_of_its_own_is_never_filled(client_for, urlencoded, errors):
    client = client_for(Annotated[Numbers, Form()])
    assert [error[:2] for error in errors(client.post("/", **urlencoded("root=1")))] == [
        ("list_type", "body")
    ]


# Models that may be left out


def test_an_optional_model_is_none_when_none_of_its_fields_is_sent(client_for, urlencoded, errors):
    client = client_for(Annotated[Optional[Login], Form()], None)
    for text in ("", "zz=1", "user="):
        assert client.post("/", **urlencoded(text)).json() is None
    assert client.post("/", **urlencoded("user=u")).json()["user"] == "u"
    assert errors(client.post("/", **urlencoded("age=1"))) == [
        ("missing", "body.user", {"age": "1"})
    ]


def test_an_optional_closed_model_still_refuses_what_it_does_not_know(
    client_for, urlencoded, errors
):
    client = client_for(Annotated[Optional[ClosedLogin], Form()], None)
    assert client.post("/").json() is None
    assert errors(client.post("/", **urlencoded("zz=1"))) == [
        ("missing", "body.user", {"zz": "1"}),
        ("extra_forbidden", "body.zz", "1"),
    ]


def test_a_required_optional_model_is_missing_as_a_whole(client_for, errors):
    client = client_for(Annotated[Optional[Login], Form()])
    assert errors(client.post("/")) == [("missing", "body", None)]


# Several models, and models beside fields


@pytest.fixture
def mixed():
    """A client of an operation with two closed models, a field, and a dependency with a field."""
    app = Etude()

    def lamp(colour: Annotated[str, Form()] = "red"):
        return colour

    @app.post("/")
    def create(
        login: Annotated[ClosedLogin, Form()],
        page: Annotated[ClosedPage, Form()],
        x: Annotated[str, Form()],
        colour: Annotated[str, Depends(lamp)],
    ):
        return [login.user, page.number, x, colour]

    return TestClient(app)


def test_a_closed_model_allows_the_fields_of_its_neighbours(mixed, urlencoded, errors):
    sent = urlencoded("user=u&number=2&x=y&colour=blue")
    assert mixed.post("/", **sent).json() == ["u", 2, "y", "blue"]
    sent = urlencoded("user=u&x=y&zz=1")
    assert errors(mixed.post("/", **sent)) == [("extra_forbidden", "body.zz", "1")]


def test_models_beside_fields_are_described_together(mixed, request_body):
    media_type, body, components = request_body(mixed)
    assert (media_type, body["required"]) == ("application/x-www-form-urlencoded", True)
    component = components["Body_create__post"]
    assert component["allOf"] == [
        {"$ref": "#/components/schemas/ClosedLogin"},
        {"$ref": "#/components/schemas/ClosedPage"},
    ]
    assert list(component["properties"]) == ["x", "colour"]
    assert component["required"] == ["x"]


# Files in models


@pytest.mark.parametrize("marker", [Form(), File(), Form(media_type="multipart/form-data")])
def test_a_model_may_hold_files(client_for, multipart, errors, request_body, marker):
    client = client_for(Annotated[Upload, marker], seen=names)
    sent = multipart(
        ('; name="file"; filename="a"', b"1"),
        ('; name="more"; filename="b"', b"2"),
        ('; name="more"; filename="c"', b"3"),
    )
    assert client.post("/", **sent).json() == ["a", ["b", "c"], None, "none"]
    assert errors(client.post("/", data={"file": "text"})) == [("value_error", "body.file", "text")]
    media_type, _, components = request_body(client)
    assert media_type == marker.media_type
    assert components["Upload"]["properties"]["file"] == {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "title": "File",
    }


def test_a_file_input_without_a_file_counts_as_absent(client_for, multipart):
    client = client_for(Annotated[Upload, File()], seen=names)
    sent = multipart(
        ('; name="file"; filename="a"', b"1"),
        ('; name="more"; filename=""', b""),
        ('; name="last"; filename=""', b""),
    )
    assert client.post("/", **sent).json() == ["a", [], None, "none"]


def test_errors_show_nothing_of_a_file(client_for, multipart, errors):
    client = client_for(Annotated[Login, Form()])
    sent = multipart(('; name="age"; filename="a"', b"1"), ('; name="zz"; filename="b"', b"2"))
    assert errors(client.post("/", **sent)) == [
        ("missing", "body.user", {"age": None, "zz": None}),
        ("int_type", "body.age", None),
    ]


# The document


def test_a_model_is_described_by_its_own_schema(client_for, request_body):
    client = client_for(Annotated[Login, Form(title="T", description="D")])
    media_type, body, components = request_body(client)
    schema = {"$ref": "#/components/schemas/Login", "title": "T", "description": "D"}
    assert body == {"content": {media_type: {"schema": schema}}, "required": True}
    assert list(components) == ["Login"]


def test_a_model_that_may_be_left_out_is_described_without_null(client_for, request_body):
    client = client_for(Annotated[Optional[Login], Form()], None)
    media_type, body, _ = request_body(client)
    assert body == {"content": {media_type: {"schema": {"$ref": "#/components/schemas/Login"}}}}


def test_any_value_may_be_a_field_of_a_model(client_for, urlencoded):
    model = type("Free", (BaseModel,), {"__annotations__": {"a": Any}, "a": None})
    assert client_for(Annotated[model, Form()]).post("/", **urlencoded("a=1")).json() == {"a": "1"}
