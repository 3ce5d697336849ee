"""Promises about forms that no well-meaning client sends: never a server error."""

from typing import List, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict
from typing_extensions import Annotated

from etude import Etude, File, Form, UploadFile

quickly = settings(max_examples=60, deadline=None, derandomize=True)


class Login(BaseModel):
    model_config = ConfigDict(extra="forbid")
    user: str
    age: Optional[int] = None
    file: Optional[UploadFile] = None
    tags: List[str] = []


@pytest.fixture(scope="module")
def app():
    """An application that reads forms of every kind."""
    app = Etude()

    @app.post("/fields")
    async def fields(
        user: Annotated[str, Form(max_length=5)],
        age: Annotated[int, Form()] = 1,
        tags: Annotated[List[float], Form()] = [],  # noqa: B006
    ):
        return "fields"

    @app.post("/files")
    async def files(
        file: UploadFile,
        files: List[UploadFile],
        user: Annotated[bytes, File()],
        tags: Annotated[List[bytes], File()] = [],  # noqa: B006
    ):
        return "files"

    @app.post("/model")
    async def model(login: Annotated[Login, Form()]):
        return "model"

    @app.post("/optional", form_limits={"max_fields": 3, "max_files": 1, "max_part_size": 20})
    async def optional(login: Annotated[Optional[Login], Form()] = None):
        return "optional"

    return app


paths = st.sampled_from(["/fields", "/files", "/model", "/optional"])
names = st.sampled_from([b"user", b"age", b"tags", b"file", b"files", b"other", b"\xff", b""])
values = st.one_of(
    st.sampled_from([b"", b"1", b"%", b"%zz", b"\xff", b"--b"]), st.binary(max_size=9)
)
boundaries = st.sampled_from(
    [b"; boundary=b", b"; boundary=c", b"; boundary=", b"", b'; boundary="b"', b"; boundary=\xff"]
)
charsets = st.sampled_from([b"", b"; charset=utf-8", b"; charset=utf-16", b"; charset=nothing"])
heads = st.one_of(
    names.map(lambda name: b'Content-Disposition: form-data; name="' + name + b'"'),
    names.map(lambda name: b'Content-Disposition: form-data; name="' + name + b'"; filename="f"'),
    names.map(lambda name: b'Content-Disposition: form-data; name="' + name + b'"; filename=""'),
    st.sampled_from([b"", b"Content-Disposition: form-data", b"Content-Disposition", b":"]),
    st.binary(max_size=20),
)
parts = st.tuples(heads, values).map(lambda part: b"--b\r\n%b\r\n\r\n%b\r\n" % part)
multipart_bodies = st.one_of(
    st.binary(max_size=40),
    st.tuples(
        st.lists(parts, max_size=4).map(b"".join),
        st.sampled_from([b"--b--\r\n", b"--b--", b"--b", b"", b"--c--\r\n", b"\r\n"]),
    ).map(b"".join),
)
urlencoded_bodies = st.one_of(
    st.binary(max_size=40),
    st.lists(st.tuples(names, values).map(b"=".join), max_size=5).map(b"&".join),
)


def status(exchange, app, path, media_type, chunks):
    messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    return exchange(
        app,
        path,
        method="POST",
        headers=[(b"content-type", media_type)],
        messages=[*messages, {"type": "http.request", "body": b""}],
    ).status


@quickly
@given(
    path=paths, boundary=boundaries, charset=charsets, body=multipart_bodies, cut=st.integers(0, 40)
)
def test_no_multipart_form_is_a_server_error(exchange, app, path, boundary, charset, body, cut):
    media_type = b"multipart/form-data" + boundary + charset
    assert status(exchange, app, path, media_type, [body[:cut], body[cut:]]) in (200, 400, 413, 422)


@quickly
@given(path=paths, charset=charsets, body=urlencoded_bodies, cut=st.integers(0, 40))
def test_no_urlencoded_form_is_a_server_error(exchange, app, path, charset, body, cut):
    media_type = b"application/x-www-form-urlencoded" + charset
    assert status(exchange, app, path, media_type, [body[:cut], body[cut:]]) in (200, 400, 413, 422)


@quickly
@given(path=paths, media_type=st.binary(max_size=30), body=multipart_bodies)
def test_no_media_type_of_a_form_is_a_server_error(exchange, app, path, media_type, body):
    for kind in (b"", b"multipart/form-data;", b"application/x-www-form-urlencoded;"):
        assert status(exchange, app, path, kind + media_type, [body]) in (200, 400, 413, 422)
