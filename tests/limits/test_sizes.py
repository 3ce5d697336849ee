"""Promises about how much of a body is read: into memory, as fields, and as files."""

import io
import json
from typing import Any, Dict, List, Optional

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import Annotated

from etude import Body, Etude, File, Form, Request, UploadFile
from etude._limits import LONG, MOST_ERRORS, MOST_IN_MEMORY, ROOMY_FILES
from etude.routing import APIRoute
from etude.testclient import TestClient

JSON = {"content-type": "application/json"}
FORM = {"content-type": "multipart/form-data; boundary=b"}
MEBIBYTE = 1024 * 1024


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = ""
    tags: List[str] = []
    counts: Dict[str, int] = {}


class Part(BaseModel):
    name: str
    inner: Any = None


def measure(value):
    return len(value)


def client_of(type_, answer=measure, **options):
    app = Etude()

    @app.post("/", **options)
    async def take(value: type_):
        return answer(value)

    return TestClient(app)


# Memory


def test_eight_mebibytes_of_json_are_the_most():
    client = client_of(Annotated[str, Body()])
    for size, status in ((MOST_IN_MEMORY, 200), (MOST_IN_MEMORY + 1, 413)):
        text = b'"%b"' % (b"-" * (size - 2))
        assert client.post("/", content=text, headers=JSON).status_code == status
        chunks = (text[start : start + MEBIBYTE] for start in range(0, size, MEBIBYTE))
        assert client.post("/", content=chunks, headers=JSON).status_code == status


def test_the_size_that_is_declared_holds_instead():
    client = client_of(Annotated[bytes, Body()], max_body_size=MOST_IN_MEMORY + 1)
    assert client.post("/", content=b"-" * (MOST_IN_MEMORY + 1)).status_code == 200
    assert client.post("/", content=b"-" * (MOST_IN_MEMORY + 2)).status_code == 413


def test_the_limit_holds_for_routes_with_handlers_of_their_own():
    class OwnRoute(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def handle_and_count(request: Request):
                return await handle(request)

            return handle_and_count

    app = Etude()
    app.router.route_class = OwnRoute

    @app.post("/")
    async def take(value: Annotated[bytes, Body()]):
        return len(value)

    client = TestClient(app)
    assert client.post("/", content=b"-" * MOST_IN_MEMORY).json() == MOST_IN_MEMORY
    chunks = (b"-" * MEBIBYTE for _ in range(9))
    assert client.post("/", content=chunks).status_code == 413


def test_the_fields_of_a_form_share_the_memory(multipart_of):
    client = client_of(Annotated[List[str], Form()])
    field = ("value", None, b"-" * MEBIBYTE)
    assert client.post("/", content=multipart_of(*[field] * 8), headers=FORM).json() == 8
    refused = client.post("/", content=multipart_of(*[field] * 9), headers=FORM)
    assert refused.status_code == 413
    assert refused.json()["detail"] == "The fields are larger than 8388608 bytes together."


def test_an_urlencoded_form_is_read_up_to_the_same_size(exchange):
    app = client_of(Annotated[List[str], Form()]).app
    field = b"value=%b&" % (b"-" * (MEBIBYTE - 100))
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    for count, status in ((8, 200), (9, 413)):
        chunks = [{"type": "http.request", "body": field, "more_body": True}] * count
        whole, end = {"type": "http.request", "body": field * count}, {"type": "http.request"}
        for messages in ([whole], [*chunks, end]):
            answer = exchange(app, "/", method="POST", headers=headers, messages=messages)
            assert answer.status == status


@pytest.mark.parametrize("lines", [["X: ", *["-" * 1000] * 20], ["X: 1\r\n"] * 300])
def test_a_part_with_endless_headers_is_refused(converse, piece, lines):
    app = Etude()

    @app.post("/")
    async def take(value: Annotated[str, Form()]):
        return value

    chunks = [b"--b\r\n", *map(str.encode, lines)]
    scope = {"headers": [(b"content-type", FORM["content-type"].encode())]}
    refused = converse(app, *map(piece, chunks), "silence", **scope)
    assert refused.status in (400, 413)  # 400 where python-multipart has a limit itself


@pytest.fixture
def multipart_of():
    """A function that makes a form of parts: name, filename or None, content, media type."""

    def multipart_of_(*parts):
        body = b""
        for name, filename, content, *media_type in parts:
            head = f'--b\r\nContent-Disposition: form-data; name="{name}"'
            head += "" if filename is None else f'; filename="{filename}"'
            head += "".join(f"\r\nContent-Type: {one}" for one in media_type)
            body += head.encode() + b"\r\n\r\n" + content + b"\r\n"
        return body + b"--b--\r\n"

    return multipart_of_


def test_only_some_files_of_a_form_take_much_memory(multipart_of):
    def in_memory(files):
        return [not file.file._rolled for file in files]

    client = client_of(List[UploadFile], in_memory)
    file = ("value", "a.bin", b"-" * 100_000)
    response = client.post("/", content=multipart_of(*[file] * 20), headers=FORM)
    assert response.json() == [True] * ROOMY_FILES + [False] * (20 - ROOMY_FILES)


# Errors


def test_of_very_many_errors_only_the_number_is_told():
    client = client_of(Item)
    content = json.dumps(dict.fromkeys(range(MOST_ERRORS + 1), 1), separators=(",", ":"))
    (error,) = client.post("/", content=content, headers=JSON).json()["detail"]
    assert error == {
        "type": "too_many_errors",
        "loc": ["body"],
        "msg": "There are 10001 errors, which are too many to list",
        "input": None,
    }
    fewer = content.replace(',"10000":1', "")
    assert len(client.post("/", content=fewer, headers=JSON).json()["detail"]) == MOST_ERRORS


@pytest.mark.parametrize("is_embedded", [False, True])
@pytest.mark.parametrize("is_worded_as_json", [False, True])
def test_of_a_long_body_the_first_wrong_item_of_each_list_is_told(is_embedded, is_worded_as_json):
    type_ = List[int] if is_worded_as_json else List[Item]
    client = client_of(Annotated[type_, Body(embed=is_embedded)])
    for padding, errors in ((0, 3), (LONG, 1)):
        content = b'["a","b","c"]' + b" " * padding
        content = b'{"value":%b}' % content if is_embedded else content
        found = client.post("/", content=content, headers=JSON).json()["detail"]
        assert len(found) == errors
        again = client.post("/", content=content, headers=JSON).json()["detail"]
        assert again == found


@pytest.mark.parametrize("type_", [List[Item], List[Dict[str, int]], List[List[int]]])
def test_a_long_body_that_fits_is_read_as_a_short_one(type_):
    content = {List[Item]: b'[{"name":"a","tags":["b"]}]', List[Dict[str, int]]: b'[{"a":1}]'}
    text = content.get(type_, b"[[1],[2]]")
    client = client_of(type_, lambda value: value)
    short, long = (
        client.post("/", content=text + b" " * padding, headers=JSON).json()
        for padding in (0, LONG)
    )
    assert short == long


def test_what_is_not_nested_is_repeated_whole():
    client = client_of(List[Part])
    inner = '{"inner":"%s"}' % ("-" * 20_000)
    content = "[{}]".format(",".join([inner] * 30))
    errors = client.post("/", content=content, headers=JSON).json()["detail"]
    assert len(errors) == 30
    assert all(error["input"] for error in errors)


class Nested(BaseModel):
    name: str
    inner: Any = None
    child: "Nested" = None


@pytest.mark.parametrize("size", [100_000, 2_000_000])
def test_errors_repeat_as_much_as_a_body_may_hold(size):
    client = client_of(Nested)
    content = '{"child":' * 100 + '{"inner":"%s"}' % ("-" * size) + "}" * 100
    response = client.post("/", content=content, headers=JSON)
    errors = response.json()["detail"]
    assert len(errors) == 101
    assert [error["input"] is None for error in errors] == [
        number >= MOST_IN_MEMORY // size for number in range(101)
    ]
    assert len(response.content) < MOST_IN_MEMORY + 100_000


# Files

FILE = {"type": "string", "contentMediaType": "application/octet-stream", "maxLength": 3}
PNG = ("value", "a.png", b"-" * 10, "image/png")


def test_a_file_over_its_size_is_refused_while_it_comes(multipart_of, converse, piece):
    content = multipart_of(("value", "a.bin", b"-" * MEBIBYTE))
    chunks = [content[start : start + 65536] for start in range(0, len(content), 65536)]
    app = Etude(form_limits={"max_file_size": 100_000})

    @app.post("/")
    async def take(value: UploadFile):
        return value.size

    scope = {"headers": [(b"content-type", FORM["content-type"].encode())]}
    refused = converse(app, *map(piece, chunks[:2]), "silence", **scope)
    assert refused.status == 413
    assert refused.text == '{"detail":"The file \'value\' is larger than 100000 bytes."}'


@pytest.mark.parametrize(("most", "status"), [(9, 413), (10, 200)])
def test_the_size_is_that_of_each_file(multipart_of, most, status):
    client = client_of(List[UploadFile], form_limits={"max_file_size": most})
    assert client.post("/", content=multipart_of(PNG, PNG), headers=FORM).status_code == status


@pytest.mark.parametrize(
    ("accepted", "media_type", "status"),
    [
        (["image/png"], "image/png", 200),
        (["IMAGE/*"], "Image/PNG; q=1", 200),
        (["image/jpeg", "*/*"], "text/html", 200),
        (["text/plain"], None, 200),
        (["image/png", "image/gif"], "text/html", 415),
        (["image/*"], "imagery/png", 415),
        (["image/*"], None, 415),
        ([], "image/png", 415),
    ],
)
def test_files_have_a_media_type_that_is_accepted(multipart_of, accepted, media_type, status):
    client = client_of(UploadFile, lambda file: "read", form_limits={"media_types": accepted})
    part = ("value", "a", b"1", *([media_type] if media_type else []))
    assert client.post("/", content=multipart_of(part), headers=FORM).status_code == status


def test_what_is_accepted_is_told(multipart_of):
    limits = {"media_types": ["image/png", "image/gif"]}
    client = client_of(UploadFile, form_limits=limits)
    refused = client.post(
        "/", content=multipart_of(("value", "a", b"1", "text/html")), headers=FORM
    )
    expected = "The file 'value' is text/html, and accepted is image/png, image/gif."
    assert refused.json() == {"detail": expected}


def test_an_input_that_was_left_empty_is_no_file_of_a_wrong_type(multipart_of):
    app = Etude(form_limits={"media_types": ["image/png"]})

    @app.post("/")
    async def take(name: Annotated[str, Form()], value: Annotated[UploadFile, File()] = None):
        return [name, value]

    name, client = ("name", None, b"a", "text/html"), TestClient(app)
    empty = multipart_of(name, ("value", "", b"", "application/octet-stream"))
    assert client.post("/", content=empty, headers=FORM).json() == ["a", None]
    hidden = multipart_of(name, ("value", "", b"1", "application/octet-stream"))
    assert client.post("/", content=hidden, headers=FORM).status_code == 415


def test_a_form_that_the_endpoint_reads_has_the_limits_of_files_too():
    app = Etude()

    @app.post("/", form_limits={"max_file_size": 3, "media_types": ["text/plain"]})
    async def take(request: Request):
        async with request.form(max_files=2) as form:
            assert await request.form() is form
            return form["value"].size

    def post(content, media_type="text/plain"):
        files = {"value": ("a", io.BytesIO(content), media_type)}
        return TestClient(app).post("/", files=files).status_code

    assert [post(b"123"), post(b"1234"), post(b"1", "text/html")] == [200, 413, 415]


class Pictures(BaseModel):
    cover: Annotated[UploadFile, File(max_file_size=3, media_types=["image/*"], alias="front")]
    others: List[UploadFile] = []


def take_one(cover: Annotated[UploadFile, File(max_file_size=3, media_types=["image/*"])]):
    return cover.size


def take_optional(cover: Annotated[Optional[UploadFile], File(max_file_size=3)] = None):
    return cover.size


def take_list(cover: Annotated[List[UploadFile], File(max_file_size=3)]):
    return [one.size for one in cover]


def take_bytes(cover: bytes = File(max_file_size=3)):
    return len(cover)


def take_model(pictures: Annotated[Pictures, Form()]):
    return pictures.cover.size


@pytest.mark.parametrize(
    ("endpoint", "name", "schema"),
    [
        (take_one, "cover", FILE),
        (take_optional, "cover", {"anyOf": [FILE, {"type": "null"}]}),
        (take_list, "cover", {"type": "array", "items": FILE}),
        (take_bytes, "cover", FILE),
        (take_model, "front", FILE),
    ],
)
def test_one_file_may_have_limits_of_its_own_and_says_so(multipart_of, endpoint, name, schema):
    app = Etude(form_limits={"max_file_size": 4})
    app.post("/")(endpoint)
    client, other = TestClient(app), ("other", "b", b"1234", "text/html")
    sent = [multipart_of((name, "a", b"1" * size, "image/png"), other) for size in (3, 4)]
    answers = [client.post("/", content=content, headers=FORM) for content in sent]
    assert [answer.status_code for answer in answers] == [200, 413]
    assert answers[1].json() == {"detail": f"The file {name!r} is larger than 3 bytes."}
    components = app.openapi()["components"]["schemas"]
    (described,) = [
        properties[name]
        for properties in (component.get("properties", {}) for component in components.values())
        if name in properties
    ]
    assert {key: described[key] for key in schema} == schema


def test_one_file_may_be_larger_than_all_others(multipart_of):
    app = Etude(form_limits={"max_file_size": 3, "media_types": ["text/plain"]})

    @app.post("/")
    async def take(cover: Annotated[UploadFile, File(max_file_size=9, media_types=["image/png"])]):
        return cover.size

    def status(*parts):
        return TestClient(app).post("/", content=multipart_of(*parts), headers=FORM).status_code

    cover = ("cover", "a", b"123456789", "image/png")
    assert status(cover) == 200
    assert status(("cover", "a", b"1", "text/plain")) == 415
    assert status(cover, ("other", "b", b"1", "text/plain")) == 200
    assert status(cover, ("other", "b", b"1234", "text/plain")) == 413
    assert status(cover, ("other", "b", b"1", "image/png")) == 415


def test_the_media_types_of_a_file_are_documented():
    app = Etude(document_errors=True)

    @app.post("/")
    async def take(
        cover: Annotated[UploadFile, File(media_types=["image/png", "image/gif"])],
        other: Annotated[UploadFile, File(max_file_size=3)],
    ):
        """Never runs."""

    operation = app.openapi()["paths"]["/"]["post"]
    content = operation["requestBody"]["content"]["multipart/form-data"]
    assert content["encoding"] == {"cover": {"contentType": "image/png, image/gif"}}
    assert "415" in operation["responses"]


@pytest.mark.parametrize("limits", [{"max_file_size": -1}, {"media_types": ["png"]}])
def test_limits_of_one_file_that_are_none_are_refused(limits):
    with pytest.raises(ValidationError):
        File(**limits)


@pytest.mark.parametrize(
    "limits",
    [{"max_file_size": -1}, {"media_types": ["png"]}, {"media_types": "image/png"}],
)
def test_limits_of_files_that_are_none_are_refused(limits):
    with pytest.raises(ValidationError):
        Etude(form_limits=limits)
