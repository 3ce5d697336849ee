"""Promises about uploaded files."""

import io
from typing import Dict, List, Optional, Tuple, Union

import pytest
import starlette.datastructures
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import BackgroundTasks, Body, Etude, File, Form, Query, UploadFile
from etude.exceptions import DeclarationError
from etude.testclient import TestClient

FILE = '; name="x"; filename="{}"'
NO_FILE = (FILE.format(""), b"")


def facts(upload):
    assert isinstance(upload, UploadFile)
    assert isinstance(upload, starlette.datastructures.UploadFile)
    return [upload.filename, upload.content_type, upload.size, upload.file.read().decode()]


def names(uploads):
    return [upload.filename for upload in uploads]


def contents(values):
    return [value.decode() for value in values]


# One file


@pytest.mark.parametrize("declared", [(UploadFile,), (Annotated[UploadFile, File()],)])
def test_a_file_tells_its_name_its_type_its_size_and_its_content(client_for, declared):
    client = client_for(*declared, seen=facts)
    response = client.post("/", files={"x": ("../../etc/p", b"data", "text/plain")})
    assert response.json() == ["../../etc/p", "text/plain", 4, "data"]


def test_a_file_without_a_media_type_has_none(client_for, multipart):
    client = client_for(UploadFile, seen=facts)
    assert client.post("/", **multipart((FILE.format("a"), b""))).json() == ["a", None, 0, ""]
    assert client.post("/", **multipart((FILE.format(""), b"1"))).json() == ["", None, 1, "1"]


def test_a_file_is_read_written_and_moved_in_without_blocking():
    app, kept = Etude(), []

    @app.post("/")
    async def take(x: UploadFile):
        kept.append(x)
        first = await x.read(2)
        await x.write(b"--")
        await x.seek(1)
        rest = await x.read()
        await x.close()
        return [first, rest, x.size, x.headers["content-type"]]

    response = TestClient(app).post("/", files={"x": ("a", b"data", "text/plain")})
    assert response.json() == ["da", "a--", 6, "text/plain"]
    assert kept[0].file.closed


def test_a_file_is_open_until_the_background_tasks_are_done(client_for):
    app, seen = Etude(), []

    def look(upload):
        seen.append((upload.file.closed, upload.file.read()))

    @app.post("/")
    async def take(x: UploadFile, tasks: BackgroundTasks):
        tasks.add_task(look, x)
        seen.append(x)

    TestClient(app).post("/", files={"x": ("a", b"data")})
    upload, looked = seen
    assert looked == (False, b"data")
    assert upload.file.closed


@pytest.mark.parametrize(("size", "is_on_disk"), [(1024 * 1024, False), (1024 * 1024 + 1, True)])
def test_a_great_file_is_kept_on_disk(client_for, size, is_on_disk):
    client = client_for(UploadFile, seen=lambda upload: [upload.size, upload.file._rolled])
    assert client.post("/", files={"x": ("a", b"-" * size)}).json() == [size, is_on_disk]


def test_of_several_files_the_last_one_counts(client_for):
    client = client_for(UploadFile, seen=lambda upload: upload.filename)
    assert client.post("/", files=[("x", ("a", b"1")), ("x", ("b", b"2"))]).json() == "b"


@pytest.mark.parametrize("sent", [{}, {"json": {"x": "1"}}, {"data": {"y": "1"}}])
@pytest.mark.parametrize("type_", [UploadFile, Annotated[bytes, File()], List[UploadFile]])
def test_a_file_that_is_not_sent_is_missing(client_for, errors, type_, sent):
    assert errors(client_for(type_).post("/", **sent)) == [("missing", "body.x", None)]


def test_a_text_is_no_file(client_for, errors):
    response = client_for(UploadFile).post("/", data={"x": "text"})
    assert errors(response) == [("value_error", "body.x", "text")]
    (error,) = response.json()["detail"]
    assert error["ctx"] == {"error": {}}
    assert error["msg"].startswith("Value error, Expected UploadFile, received: ")


def test_a_file_is_no_text_and_the_error_shows_nothing_of_it(client_for, errors):
    client = client_for(Annotated[str, Form()])
    response = client.post("/", files={"x": ("a", b"1")})
    assert errors(response) == [("string_type", "body.x", None)]


def test_a_file_or_a_text_is_taken_as_either(client_for):
    client = client_for(Union[UploadFile, str], seen=lambda value: type(value).__name__)
    assert client.post("/", files={"x": ("a", b"1")}).json() == "UploadFile"
    assert client.post("/", data={"x": "1"}).json() == "str"


def test_a_file_object_is_made_by_hand_in_tests():
    upload = UploadFile(io.BytesIO(b"1"), filename="a", size=1)
    assert facts(upload) == ["a", None, 1, "1"]


# The content of a file


@pytest.mark.parametrize("content", [b"", b"z\xff"])
def test_bytes_are_the_content_of_a_file(client_for, content):
    client = client_for(Annotated[bytes, File()], seen=list)
    assert client.post("/", files={"x": ("a", content)}).json() == list(content)


def test_bytes_may_come_as_a_text(client_for):
    client = client_for(Annotated[bytes, File()], seen=lambda value: value.decode())
    assert client.post("/", data={"x": "é"}).json() == "é"


def test_the_length_of_the_content_may_be_constrained(client_for, errors):
    client = client_for(Annotated[bytes, File(max_length=2)])
    response = client.post("/", files={"x": ("a", b"abc")})
    assert errors(response) == [("bytes_too_long", "body.x", "abc")]


def test_files_and_fields_go_together():
    app = Etude()

    @app.post("/")
    def take(
        x: UploadFile, y: Annotated[bytes, File()], z: Annotated[str, Form()], a: int = Form(1)
    ):
        return [x.filename, y.decode(), z, a]

    client = TestClient(app)
    sent = {"files": {"x": ("a", b"1"), "y": ("b", b"2")}, "data": {"z": "3"}}
    assert client.post("/", **sent).json() == ["a", "2", "3", 1]
    body = app.openapi()["paths"]["/"]["post"]["requestBody"]
    assert list(body["content"]) == ["multipart/form-data"]


# Files that may be left out


@pytest.mark.parametrize(
    "type_", [Optional[UploadFile], Annotated[Optional[bytes], File()], Optional[List[UploadFile]]]
)
def test_a_file_input_without_a_file_counts_as_absent(client_for, multipart, errors, type_):
    client = client_for(type_, None)
    for sent in ({}, multipart(NO_FILE), multipart(NO_FILE, NO_FILE)):
        assert client.post("/", **sent).json() is None
    response = client_for(type_).post("/", **multipart(NO_FILE))
    assert errors(response) == [("missing", "body.x", None)]


def test_a_file_without_content_is_a_file(client_for, multipart):
    client = client_for(Optional[UploadFile], None, seen=lambda upload: upload.filename)
    assert client.post("/", **multipart((FILE.format("a"), b""))).json() == "a"


def test_a_last_file_input_without_a_file_counts_as_absent(client_for, multipart):
    client = client_for(Optional[UploadFile], None)
    assert client.post("/", **multipart((FILE.format("a"), b"1"), NO_FILE)).json() is None


# Several files


@pytest.mark.parametrize(
    ("type_", "seen", "value"),
    [
        (List[UploadFile], names, ["a", "b"]),
        (Tuple[UploadFile, UploadFile], names, ["a", "b"]),
        (Optional[List[UploadFile]], names, ["a", "b"]),
        (Annotated[List[UploadFile], File()], names, ["a", "b"]),
        (Annotated[List[bytes], File()], contents, ["1", "2"]),
    ],
)
def test_several_files_are_collected(client_for, multipart, type_, seen, value):
    client = client_for(type_, seen=seen)
    sent = multipart((FILE.format("a"), b"1"), NO_FILE, (FILE.format("b"), b"2"))
    assert client.post("/", **sent).json() == value


def test_one_file_is_a_list_of_one(client_for):
    client = client_for(List[UploadFile], seen=names)
    assert client.post("/", files={"x": ("a", b"1")}).json() == ["a"]


def test_a_list_of_files_may_have_a_default(client_for, multipart):
    client = client_for(List[UploadFile], [], seen=names)
    assert client.post("/").json() == []
    assert client.post("/", **multipart(NO_FILE)).json() == []


def test_contents_may_come_as_texts(client_for, urlencoded):
    client = client_for(Annotated[List[bytes], File()], seen=contents)
    assert client.post("/", **urlencoded("x=a&x=")).json() == ["a", ""]


def test_the_number_of_files_may_be_constrained(client_for, errors):
    two = [("x", ("a", b"1")), ("x", ("b", b"2"))]
    client = client_for(Annotated[List[UploadFile], File(max_length=1)])
    assert errors(client.post("/", files=two)) == [("too_long", "body.x", [None, None])]
    client = client_for(Tuple[UploadFile, UploadFile])
    assert errors(client.post("/", files=two[:1])) == [("missing", "body.x.1", [None])]


def test_each_text_among_files_is_an_error(client_for, urlencoded, errors):
    client = client_for(List[UploadFile])
    assert errors(client.post("/", **urlencoded("x=&x=1"))) == [
        ("value_error", "body.x.0", ""),
        ("value_error", "body.x.1", "1"),
    ]


# Mistakes


@pytest.mark.parametrize("type_", [UploadFile, Optional[UploadFile], List[UploadFile]])
@pytest.mark.parametrize("marker", [Body(), Query()])
def test_a_file_comes_from_a_form_alone(type_, marker):
    def take(x: Annotated[type_, marker]):
        pass

    with pytest.raises(DeclarationError, match=r"take.*takes the uploaded file `x`.*use File\(\)"):
        Etude().add_api_route("/", take, methods=["POST"])


@pytest.mark.parametrize("type_", [UploadFile, Optional[UploadFile]])
def test_a_file_has_no_length_to_constrain(type_):
    def take(x: Annotated[type_, File(max_length=2)]):
        pass

    with pytest.raises(DeclarationError, match=r"gives `x: .*UploadFile.* the constraint max_len"):
        Etude().add_api_route("/", take, methods=["POST"])


# The document


def property_of(client, request_body):
    media_type, body, components = request_body(client)
    (component,) = components.values()
    ((name, schema),) = component["properties"].items()
    return media_type, body.get("required", False), name, schema


CONTENT = {"type": "string", "contentMediaType": "application/octet-stream"}


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (UploadFile, CONTENT),
        (Annotated[bytes, File()], CONTENT),
        (List[UploadFile], {"type": "array", "items": CONTENT}),
        (Annotated[List[bytes], File()], {"type": "array", "items": CONTENT}),
        (Optional[UploadFile], {"anyOf": [CONTENT, {"type": "null"}]}),
    ],
)
def test_a_file_is_described_by_its_media_type(client_for, request_body, type_, schema):
    assert property_of(client_for(type_), request_body) == (
        "multipart/form-data",
        True,
        "x",
        {**schema, "title": "X"},
    )


def test_a_file_that_may_be_left_out_is_not_required(client_for, request_body):
    _, is_required, _, _ = property_of(client_for(Optional[UploadFile], None), request_body)
    assert is_required is False


def test_a_file_is_described_by_what_its_marker_says(client_for, request_body):
    marker = File(alias="f", title="T", description="D", examples=["e"], json_schema_extra={"k": 1})
    for type_ in (UploadFile, bytes):
        client = client_for(Annotated[type_, marker])
        assert property_of(client, request_body)[2:] == (
            "f",
            {**CONTENT, "title": "T", "description": "D", "examples": ["e"], "k": 1},
        )


def test_a_file_with_form_is_described_as_the_form_that_was_asked_for(client_for, request_body):
    client = client_for(Annotated[UploadFile, Form()], seen=lambda upload: upload.filename)
    assert property_of(client, request_body)[0] == "application/x-www-form-urlencoded"
    assert client.post("/", files={"x": ("a", b"1")}).json() == "a"


def test_a_file_in_a_model_has_a_schema_by_itself():
    class Upload(BaseModel):
        file: UploadFile
        others: Dict[str, UploadFile] = {}

    for mode in ("validation", "serialization"):
        schema = Upload.model_json_schema(mode=mode)
        assert schema["properties"]["file"] == {**CONTENT, "title": "File"}
