"""Promises about parts of a multipart form that are JSON."""

from typing import Any, Dict, List, Optional, Union

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import Body, Etude, File, Form, UploadFile
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


class Item(BaseModel):
    name: str
    tags: List[str] = []


class Other(BaseModel):
    number: int


JSON = b'{"name": "a", "tags": ["b"]}'


@pytest.fixture
def client_beside_a_file():
    """A function that returns a client of an operation with a file and an argument of a type."""

    def made(type_, *default, **options):
        app = Etude()
        declared = type_ if not default else Annotated[type_, Body(**options)]

        def create(file: UploadFile, item: declared = default[0] if default else ...):
            return [file.filename, item]

        app.add_api_route("/", create, methods=["POST"])
        return TestClient(app)

    return made


def parts(content, head=""):
    return ('; name="file"; filename="f.png"', b"1"), (f'; name="item"{head}', content)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "\r\nContent-Type: application/json",
        "\r\nContent-Type: text/plain",
        '; filename="blob"\r\nContent-Type: application/json',
        '; filename="a.json"\r\nContent-Type: application/vnd.item+json; charset=utf-8',
    ],
)
def test_a_part_beside_a_file_is_read_as_json(client_beside_a_file, multipart, head):
    client = client_beside_a_file(Item)
    item = {"name": "a", "tags": ["b"]}
    assert client.post("/", **multipart(*parts(JSON, head))).json() == ["f.png", item]


def test_lists_dicts_and_unions_are_parts_too(client_beside_a_file, multipart):
    for type_, content, value in (
        (List[Other], b'[{"number": 1}]', [{"number": 1}]),
        (List[Other], b'{"number": 1}', [{"number": 1}]),
        (Dict[str, Any], b'{"a": [1]}', {"a": [1]}),
        (Union[Item, Other], b'{"number": 1}', {"number": 1}),
        (Optional[Other], b'{"number": 1}', {"number": 1}),
    ):
        client = client_beside_a_file(type_)
        assert client.post("/", **multipart(*parts(content))).json() == ["f.png", value]


def test_a_part_may_be_left_out_where_it_has_a_default(client_beside_a_file, multipart, errors):
    sent = multipart(parts(b"")[0])
    assert client_beside_a_file(Optional[Item], None).post("/", **sent).json() == ["f.png", None]
    assert errors(client_beside_a_file(Item).post("/", **sent)) == [("missing", "body.item", None)]


def test_a_part_may_be_written_by_names_with_keys(client_beside_a_file, multipart):
    client = client_beside_a_file(Item)
    rows = ('; name="item.name"', b"a"), ('; name="item.tags[0]"', b"b")
    answer = client.post("/", **multipart(parts(b"")[0], *rows)).json()
    assert answer[1] == {"name": "a", "tags": ["b"]}


@pytest.mark.parametrize(
    ("head", "content", "error"),
    [
        ("", b"{", ("json_invalid", "body.item.1", {})),
        ("", b'{"tags": 1}', ("missing", "body.item.name", {"tags": 1})),
        ("", b"a", ("model_type", "body.item", "a")),
        (
            '; filename="a"\r\nContent-Type: application/json',
            b"1",
            ("model_type", "body.item", 1),
        ),
        (
            '; filename="a"\r\nContent-Type: image/png',
            JSON,
            ("model_type", "body.item", None),
        ),
    ],
)
def test_a_part_that_does_not_fit_is_an_error(
    client_beside_a_file, multipart, errors, head, content, error
):
    response = client_beside_a_file(Item).post("/", **multipart(*parts(content, head)))
    assert error in errors(response)


def test_bytes_that_are_no_text_are_refused(client_beside_a_file, multipart):
    head = '; filename="a"\r\nContent-Type: application/json'
    response = client_beside_a_file(Item).post("/", **multipart(*parts(b'{"\xff', head)))
    assert response.status_code == 400


@pytest.mark.parametrize(("limit", "shown"), [({}, 1048576), ({"max_part_size": 9}, 9)])
def test_a_part_that_is_sent_as_a_file_is_no_larger_than_a_field(multipart, limit, shown):
    app = Etude(form_limits=limit)

    @app.post("/")
    def create(file: UploadFile, item: Item):
        raise AssertionError

    head = '; filename="blob"\r\nContent-Type: application/json'
    sent = multipart(*parts(JSON + b" " * 1024 * 1024, head))
    response = TestClient(app).post("/", **sent)
    assert response.status_code == 413
    assert response.json() == {
        "detail": f"A part with JSON exceeded the maximum size of {shown} bytes."
    }


def test_a_form_of_fields_takes_json_where_it_is_multipart(multipart):
    app = Etude()

    @app.post("/")
    def create(note: Annotated[str, Form(media_type="multipart/form-data")], item: Item):
        return [note, item.name]

    sent = multipart(('; name="note"', b"n"), ('; name="item"', JSON))
    assert TestClient(app).post("/", **sent).json() == ["n", "a"]


def test_beside_an_urlencoded_form_the_remedy_is_named():
    def create(note: Annotated[str, Form()], item: Item):
        pass

    with pytest.raises(
        DeclarationError, match=r"`item`.*Form\(media_type=\"multipart/form-data\"\)"
    ):
        Etude().add_api_route("/", create, methods=["POST"])


def test_content_types_of_parts_are_documented(request_body):
    app = Etude()

    @app.post("/")
    def create(
        item: Item,
        more: Annotated[Item, Body(media_type="application/vnd.item+json")],
        count: Annotated[int, Body()],
        file: Annotated[bytes, File()],
    ):
        pass

    media_type, body, components = request_body(TestClient(app))
    assert media_type == "multipart/form-data"
    assert body["content"][media_type] == {
        "schema": {"$ref": "#/components/schemas/Body_create__post"},
        "encoding": {
            "item": {"contentType": "application/json"},
            "more": {"contentType": "application/vnd.item+json"},
        },
    }
    properties = components["Body_create__post"]["properties"]
    assert properties["item"] == {"$ref": "#/components/schemas/Item"}


def test_a_json_body_alone_has_no_encoding(client_for, request_body):
    client = client_for(Item)
    assert request_body(client)[1]["content"]["application/json"].keys() == {"schema"}


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("unicode_escape", b'{"name": "\\ud800"}'),
        ("utf-7", b'{"name": "+2AA-"}'),
        ("utf-7", b"[" * 250 + b"+2AA-"),
    ],
)
def test_half_a_character_from_an_odd_charset_is_no_error_of_the_server(charset, content):
    app = Etude()

    @app.post("/")
    def create(file: UploadFile, item: Item):
        return item.name == "\ud800"

    body = b"".join(
        [
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n',
            b'--b\r\nContent-Disposition: form-data; name="item"\r\n\r\n' + content,
            b"\r\n--b--\r\n",
        ]
    )
    headers = {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}
    assert TestClient(app).post("/", content=body, headers=headers).status_code in (200, 422)
