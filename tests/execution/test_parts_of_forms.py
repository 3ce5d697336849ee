"""Promises about what is read of a form, and by which model."""

from typing import List, Optional

import pytest
from pydantic import BaseModel, ConfigDict
from typing_extensions import Annotated

from etude import Etude, File, Form, Query, UploadFile
from etude.testclient import TestClient

BOUNDARY = {"content-type": "multipart/form-data; boundary=b"}


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    a: int


class Renamed(BaseModel):
    inner: Annotated[str, Query(alias="in-ner")] = "x"


def client_of(endpoint, method="POST"):
    app = Etude()
    app.add_api_route("/", endpoint, methods=[method])
    return TestClient(app)


def part(content, filename):
    return (
        f'--b\r\nContent-Disposition: form-data; name="upload"; filename="{filename}"\r\n\r\n'
        f"{content}\r\n"
    )


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ([("", "")], []),
        ([("", ""), ("x", "a.txt")], ["a.txt"]),
        ([("content", "")], [""]),
        ([("", "empty.txt")], ["empty.txt"]),
    ],
)
def test_what_browsers_send_for_no_file_is_no_file(parts, names):
    def endpoint(upload: Annotated[List[UploadFile], File()] = []):  # noqa: B006
        return [one.filename for one in upload]

    body = "".join(part(*one) for one in parts) + "--b--\r\n"
    assert client_of(endpoint).post("/", content=body, headers=BOUNDARY).json() == names


def test_an_optional_upload_is_none_without_a_file():
    def endpoint(upload: Optional[UploadFile] = None):
        return upload is None

    body = part("", "") + "--b--\r\n"
    assert client_of(endpoint).post("/", content=body, headers=BOUNDARY).json() is True


def test_a_model_that_allows_others_sees_those_beside_it_too():
    def endpoint(query: Annotated[Open, Query()], beside: int):
        return [query, beside]

    answer = client_of(endpoint, "GET").get("/?a=1&beside=2&other=3")
    assert answer.json() == [{"a": 1, "beside": "2", "other": "3"}, 2]


def test_a_model_that_forbids_others_does_not_mean_those_beside_it():
    def endpoint(data: Annotated[Strict, Form()], beside: Annotated[int, Form()]):
        return [data, beside]

    client = client_of(endpoint)
    assert client.post("/", data={"a": "1", "beside": "2"}).json() == [{"a": 1}, 2]
    assert client.post("/", data={"a": "1", "beside": "2", "c": "3"}).status_code == 422


def test_a_marker_in_a_model_renames_its_field_in_both_directions():
    def endpoint(query: Annotated[Renamed, Query()]) -> Renamed:
        return query

    assert client_of(endpoint, "GET").get("/?in-ner=i").json() == {"in-ner": "i"}


@pytest.mark.parametrize(
    "content_type", [b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=b"]
)
@pytest.mark.parametrize(
    "begun", [[], [{"type": "http.request", "body": b"--b\r\n", "more_body": True}]]
)
def test_a_client_that_leaves_within_a_form_is_no_error_of_the_server(
    exchange, content_type, begun
):
    app = Etude()

    @app.post("/")
    async def take(name: str = Form()):
        raise AssertionError("the endpoint must not run")

    messages = [*begun, {"type": "http.disconnect"}]
    headers = [(b"content-type", content_type)]
    assert exchange(app, method="POST", headers=headers, messages=messages).status == 400
