"""Promises about errors that an endpoint raises on purpose, and about routing's own."""

from uuid import UUID

import pytest
from starlette.exceptions import HTTPException as StarletteHTTPException

from etude import Etude, HTTPException
from etude.exceptions import WebSocketException
from etude.testclient import TestClient


def raising(error):
    """The answer of an operation that raises."""
    app = Etude()

    @app.get("/")
    def read():
        raise error

    return TestClient(app).get("/")


@pytest.mark.parametrize(
    ("detail", "sent"),
    [
        ("text", "text"),
        ({"a": [1]}, {"a": [1]}),
        ("", ""),
        (None, "Not Found"),
        (UUID(int=5), str(UUID(int=5))),
    ],
)
@pytest.mark.parametrize("class_", [HTTPException, StarletteHTTPException])
def test_status_detail_and_headers_reach_the_client(class_, detail, sent):
    answer = raising(class_(404, detail=detail, headers={"x-a": "b"}))
    assert (answer.status_code, answer.json()) == (404, {"detail": sent})
    assert (answer.headers["x-a"], answer.headers["content-type"]) == ("b", "application/json")


def test_a_header_may_replace_the_content_type():
    answer = raising(HTTPException(400, headers={"content-type": "text/x"}))
    assert answer.headers["content-type"] == "text/x"


@pytest.mark.parametrize(("status", "length"), [(204, None), (304, None), (205, "0")])
def test_a_status_without_a_body_sends_its_headers_alone(status, length):
    answer = raising(HTTPException(status, detail="unsent", headers={"x-a": "b"}))
    assert (answer.status_code, answer.content, answer.headers["x-a"]) == (status, b"", "b")
    assert "content-type" not in answer.headers
    assert answer.headers.get("content-length") == length


def test_an_exception_shows_what_it_says():
    error = HTTPException(404, "x")
    assert (error.status_code, error.detail, error.headers) == (404, "x", None)
    assert (str(error), repr(error)) == ("404: x", "HTTPException(status_code=404, detail='x')")
    assert isinstance(error, StarletteHTTPException)


def test_a_websocket_exception_holds_its_code_and_reason():
    assert WebSocketException(1008).reason == ""
    error = WebSocketException(1008, reason="x")
    assert (error.code, error.reason) == (1008, "x")


def test_an_unknown_path_is_not_found():
    answer = TestClient(Etude()).get("/none")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})
    assert answer.headers["content-type"] == "application/json"


def test_a_wrong_method_is_answered_with_all_methods_of_the_path_in_order():
    app = Etude()
    app.add_api_route("/x", lambda: 1, methods=["PUT"])
    app.add_api_route("/x", lambda: 1, methods=["GET", "POST"])
    answer = TestClient(app).delete("/x")
    assert (answer.status_code, answer.json()) == (405, {"detail": "Method Not Allowed"})
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST, PUT"


@pytest.mark.parametrize(
    ("status", "phrase"),
    [
        (103, "Early Hints"),
        (418, "I'm a Teapot"),
        (425, "Too Early"),
        (404, "Not Found"),
        (599, ""),
    ],
)
def test_a_status_has_the_same_phrase_on_every_python(status, phrase):
    assert HTTPException(status).detail == phrase
    app = Etude()
    app.get("/", responses={status: {}})(lambda: 1)
    described = app.openapi()["paths"]["/"]["get"]["responses"][str(status)]
    assert described == {"description": phrase or "Additional Response"}
