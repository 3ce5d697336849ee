"""Promises about responses that an endpoint makes by itself."""

import pytest

from etude import BackgroundTasks, Etude
from etude.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from etude.testclient import TestClient


def without_tasks(app, make):
    @app.get("/")
    def read():
        return make()


def with_tasks(app, make):
    @app.get("/")
    def read(tasks: BackgroundTasks):
        return make()


@pytest.mark.parametrize("declare", [without_tasks, with_tasks])
@pytest.mark.parametrize(("status", "length"), [(204, None), (304, None), (205, "0")])
def test_a_status_without_a_body_is_sent_without_one(declare, status, length):
    app = Etude()
    declare(app, lambda: JSONResponse(None, status, headers={"x-a": "b"}))
    answer = TestClient(app).get("/")
    assert (answer.status_code, answer.content, answer.headers["x-a"]) == (status, b"", "b")
    assert answer.headers.get("content-length") == length


def test_a_response_without_a_body_stays_as_it_is():
    app = Etude()
    without_tasks(app, lambda: Response(status_code=204))
    assert dict(TestClient(app).get("/").headers) == {}


def content_of(annotation, **options):
    app = Etude()

    def read():
        return None

    read.__annotations__["return"] = annotation
    app.get("/", **options)(read)
    return app.openapi()["paths"]["/"]["get"]["responses"]["200"].get("content")


@pytest.mark.parametrize(
    ("class_", "media_type"), [(HTMLResponse, "text/html"), (PlainTextResponse, "text/plain")]
)
def test_an_annotated_response_documents_its_media_type(class_, media_type):
    assert content_of(class_) == {media_type: {"schema": {"type": "string"}}}


@pytest.mark.parametrize(
    "class_", [Response, JSONResponse, StreamingResponse, FileResponse, RedirectResponse]
)
def test_an_annotated_response_without_a_media_type_says_nothing(class_):
    assert content_of(class_) == {"application/json": {"schema": {}}}


def test_a_named_class_or_model_is_documented_rather_than_the_annotated_response():
    json = {"application/json": {"schema": {"type": "integer", "title": "Response Read  Get"}}}
    assert content_of(HTMLResponse, response_model=int) == json
    assert list(content_of(HTMLResponse, response_class=PlainTextResponse)) == ["text/plain"]


def test_further_responses_of_an_annotated_response_are_json():
    app = Etude()

    @app.get("/", responses={404: {"model": int}})
    def read() -> HTMLResponse:
        return HTMLResponse("")

    responses = app.openapi()["paths"]["/"]["get"]["responses"]
    assert list(responses["404"]["content"]) == ["application/json"]
