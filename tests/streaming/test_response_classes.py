"""What a response class makes of the value that an endpoint returns."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, Dict, Iterable, List

import pytest
import starlette.responses
from pydantic import BaseModel

from etude import APIRouter, Etude, Request, Response, responses
from etude.exceptions import EtudeDeprecationWarning
from etude.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    ORJSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
    UJSONResponse,
)
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


def declare(value: Any, returns: Any = None, method: str = "GET", **options: Any) -> TestClient:
    def endpoint():
        return value

    if returns is not None:
        endpoint.__annotations__["return"] = returns
    app = Etude()
    app.api_route("/", methods=[method], **options)(endpoint)
    return TestClient(app, follow_redirects=False)


def documented(client: TestClient) -> Any:
    app: Any = client.app
    return app.openapi()["paths"]["/"]["get"]["responses"]


SHARED = [
    "FileResponse",
    "HTMLResponse",
    "JSONResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "Response",
    "StreamingResponse",
]


@pytest.mark.parametrize("name", SHARED)
def test_the_common_classes_are_those_of_starlette(name):
    assert getattr(responses, name) is getattr(starlette.responses, name)


# Which class decides


class Own(JSONResponse):
    media_type = "application/own+json"


class Inner(JSONResponse):
    media_type = "application/inner+json"


class Outer(JSONResponse):
    media_type = "application/outer+json"


def test_the_nearest_response_class_wins():
    app = Etude(default_response_class=Outer)
    inner, plain = APIRouter(default_response_class=Inner), APIRouter()
    inner.get("/own", response_class=Own)(lambda: 1)
    inner.get("/inner")(lambda: 1)
    plain.get("/included")(lambda: 1)
    app.get("/app")(lambda: 1)
    app.include_router(inner)
    app.include_router(plain, default_response_class=Inner)
    client = TestClient(app)
    paths = ["/own", "/inner", "/included", "/app"]
    assert [client.get(path).headers["content-type"] for path in paths] == [
        "application/own+json",
        "application/inner+json",
        "application/inner+json",
        "application/outer+json",
    ]


def test_a_json_class_documents_the_model_under_its_media_type():
    client = declare({"name": "a"}, Item, response_class=Own)
    schema = {"$ref": "#/components/schemas/Item"}
    assert documented(client)["200"]["content"] == {"application/own+json": {"schema": schema}}


class JSONText(Response):
    media_type = "application/json"


@pytest.mark.parametrize("response_class", [HTMLResponse, PlainTextResponse, JSONText])
def test_any_other_class_documents_a_string(response_class):
    client = declare("text", response_class=response_class)
    assert client.get("/").text == "text"
    content = {response_class.media_type: {"schema": {"type": "string"}}}
    assert documented(client)["200"]["content"] == content


@pytest.mark.parametrize("response_class", [Response, StreamingResponse, FileResponse])
def test_a_class_without_a_media_type_documents_no_content(response_class):
    client = declare(None, response_class=response_class)
    assert documented(client) == {"200": {"description": "Successful Response"}}


def test_json_response_by_name_is_as_good_as_by_default():
    client = declare({"name": float("nan")}, Dict[str, float], response_class=JSONResponse)
    assert client.get("/").content == b'{"name":null}'


# Status codes


class Accepted(Response):
    def __init__(self, content: Any = None, status_code: int = 202) -> None:
        super().__init__(content, status_code)


def test_the_status_code_of_a_class_counts_where_none_is_declared():
    client = declare("text", response_class=Accepted)
    assert (client.get("/").status_code, list(documented(client))) == (202, ["202"])
    client = declare("text", response_class=Accepted, status_code=203)
    assert (client.get("/").status_code, list(documented(client))) == (203, ["203"])


class Varied(Response):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)


def test_a_class_that_names_no_status_code_has_200():
    client = declare("text", response_class=Varied)
    assert (client.get("/").status_code, list(documented(client))) == (200, ["200"])


def test_a_returned_url_is_redirected_to():
    client = declare("/a b", response_class=RedirectResponse)
    response = client.get("/")
    assert (response.status_code, response.headers["location"]) == (307, "/a%20b")
    assert response.headers["content-length"] == "0"
    assert documented(client) == {"307": {"description": "Successful Response"}}
    assert (
        declare("/a", response_class=RedirectResponse, status_code=302).get("/").status_code == 302
    )


# Content


def test_a_returned_path_is_sent_as_a_file(tmp_path):
    path = tmp_path / "é a.txt"
    path.write_text("hello")
    client = declare(str(path), response_class=FileResponse)
    response = client.get("/")
    assert response.text == "hello"
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["accept-ranges"] == "bytes"
    assert {"content-length", "last-modified", "etag"} <= set(response.headers)
    assert "content-disposition" not in response.headers


def test_a_part_of_a_file_can_be_asked_for(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("hello")
    client = declare(FileResponse(path, filename="é a.txt"))
    response = client.get("/", headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.text) == (206, "he")
    assert response.headers["content-range"] == "bytes 0-1/5"
    assert "filename*=utf-8''%C3%A9%20a.txt" in response.headers["content-disposition"]
    response = client.get("/", headers={"Range": "bytes=9-"})
    assert response.status_code == 416
    assert response.headers["content-range"].endswith("*/5")


class Shout(Response):
    media_type = "text/plain"

    def render(self, content: Any) -> bytes:
        return json.dumps(content).upper().encode()


def test_a_class_that_renders_itself_gets_what_json_can_express():
    client = declare(Item(name="a"), response_class=Shout)
    assert client.get("/").text == '{"NAME": "A"}'
    client = declare({"name": "a", "extra": 1}, Item, response_class=Shout)
    assert client.get("/").text == '{"NAME": "A"}'


class Png(Response):
    media_type = "image/png"


@pytest.mark.parametrize("value", [b"\x89PNG\xff", memoryview(b"\x89PNG\xff")])
def test_returned_bytes_are_sent_as_they_are(value):
    response = declare(value, response_class=Png).get("/")
    assert (response.content, response.headers["content-type"]) == (b"\x89PNG\xff", "image/png")


def test_bytes_may_be_the_annotated_type():
    assert declare(b"\xff", bytes, response_class=Png).get("/").content == b"\xff"


def test_none_is_an_empty_body():
    response = declare(None, response_class=HTMLResponse).get("/")
    assert (response.content, response.headers["content-length"]) == (b"", "0")


@pytest.mark.parametrize("value", [{"a": 1}, Item(name="a"), 3])
@pytest.mark.parametrize("response_class", [HTMLResponse, PlainTextResponse, Response])
def test_what_is_no_text_is_an_error_that_says_what_to_return(response_class, value):
    client = declare(value, response_class=response_class)
    with pytest.raises(RuntimeError, match=r"endpoint\(\) returned the .* sends text"):
        client.get("/")


def test_a_status_without_a_body_sends_none_whatever_the_class():
    response = declare("text", response_class=HTMLResponse, status_code=204).get("/")
    assert (response.status_code, response.content) == (204, b"")


def test_a_returned_response_is_sent_as_it_is_and_the_class_only_documents():
    client = declare(PlainTextResponse("text", 201), response_class=HTMLResponse)
    response = client.get("/")
    assert (response.status_code, response.headers["content-type"]) == (
        201,
        "text/plain; charset=utf-8",
    )
    assert list(documented(client)["200"]["content"]) == ["text/html"]


def test_a_streaming_response_may_be_returned_under_its_own_class():
    client = declare(StreamingResponse(iter(["a", b"b"])), response_class=StreamingResponse)
    assert client.get("/").content == b"ab"


def test_a_head_endpoint_answers_with_the_headers_alone():
    client = declare("text", method="HEAD", response_class=PlainTextResponse)
    response = client.head("/")
    assert (response.headers["content-length"], response.content) == ("4", b"")


# Returned iterables


def test_an_open_file_is_streamed(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"a\n\xff\n")
    opened: List[Any] = []

    def endpoint() -> Any:
        opened.append(path.open("rb"))
        return opened[0]

    app = Etude()
    app.get("/", response_class=StreamingResponse)(endpoint)
    assert TestClient(app).get("/").content == b"a\n\xff\n"
    assert opened[0].closed


@pytest.mark.parametrize("value", [["a", b"b"], ("a", "b"), "ab", b"ab"])
def test_what_can_be_iterated_over_is_streamed(value):
    assert declare(value, Iterable[str], response_class=StreamingResponse).get("/").text == "ab"


def test_a_returned_iterator_is_streamed_while_dependencies_are_open():
    app = Etude()

    async def endpoint(response: Response):
        response.headers["X-Own"] = "1"
        return iter(["a", "b"])

    app.get("/", response_class=StreamingResponse, status_code=201)(endpoint)
    response = TestClient(app).get("/")
    assert (response.status_code, response.text, response.headers["x-own"]) == (201, "ab", "1")


# Deprecated classes


def _dumps_bytes(content: Any, option: int) -> bytes:
    return json.dumps([content, option]).encode()


def _dumps_text(content: Any, ensure_ascii: bool) -> str:
    return json.dumps(content, ensure_ascii=ensure_ascii)


FAKES = {
    "orjson": SimpleNamespace(dumps=_dumps_bytes, OPT_NON_STR_KEYS=1, OPT_SERIALIZE_NUMPY=2),
    "ujson": SimpleNamespace(dumps=_dumps_text),
}


@pytest.mark.parametrize(
    ("name", "response_class", "text"),
    [("orjson", ORJSONResponse, '["\\u00e9", 3]'), ("ujson", UJSONResponse, '"é"')],
)
def test_a_deprecated_class_warns_and_renders_with_its_package(
    monkeypatch, name, response_class, text
):
    monkeypatch.setattr(responses, name, FAKES[name])
    with pytest.warns(EtudeDeprecationWarning, match=response_class.__name__) as warnings:
        response = response_class("é")
    assert response.body.decode() == text
    assert response.media_type == "application/json"
    assert warnings[0].filename == __file__


@pytest.mark.parametrize(
    ("name", "response_class"), [("orjson", ORJSONResponse), ("ujson", UJSONResponse)]
)
def test_a_deprecated_class_says_which_package_it_needs(monkeypatch, name, response_class):
    monkeypatch.setattr(responses, name, None)
    client = declare({}, response_class=response_class)
    with pytest.warns(EtudeDeprecationWarning), pytest.raises(
        AssertionError, match=f"pip install {name}"
    ):
        client.get("/")


# Early hints


@pytest.mark.skipif(
    not hasattr(Request, "send_early_hints"), reason="this Starlette knows no early hints"
)
def test_early_hints_are_no_error_where_the_server_knows_none():
    app = Etude()

    @app.get("/")
    async def endpoint(request: Request):
        await request.send_early_hints("</a.css>; rel=preload")
        yield 1

    assert TestClient(app).get("/").text == "1\n"
