"""Promises about data that do not fit: what the client reads and what a handler gets."""

import pytest
from pydantic import BaseModel, ValidationError
from typing_extensions import Annotated

from etude import Body, Etude, Response
from etude.exception_handlers import request_validation_exception_handler
from etude.exceptions import (
    RequestErrorModel,
    RequestValidationError,
    ResponseValidationError,
    ValidationException,
    WebSocketErrorModel,
    WebSocketRequestValidationError,
)
from etude.testclient import TestClient

JSON = {"content-type": "application/json"}


class Item(BaseModel):
    price: float


@pytest.fixture
def caught():
    """An application that takes an item, and the list of the errors that its handler got."""
    app, errors = Etude(), []

    @app.exception_handler(RequestValidationError)
    async def keep(request, error):
        errors.append(error)
        return await request_validation_exception_handler(request, error)

    @app.post("/{number}")
    def take(number: int, item: Item):
        pass

    @app.post("/with/{number}")
    def take_with(number: int, item: Item, response: Response):
        pass

    return TestClient(app), errors


def test_all_errors_of_a_request_are_reported_together(caught):
    client, _ = caught
    answer = client.post("/x", json={"price": "p"})
    assert answer.status_code == 422
    assert answer.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["path", "number"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "x",
            },
            {
                "type": "float_parsing",
                "loc": ["body", "price"],
                "msg": "Input should be a valid number, unable to parse string as a number",
                "input": "p",
            },
        ]
    }


@pytest.mark.parametrize(
    ("content", "headers", "body"),
    [
        (b'{"price":"p"}', JSON, {"price": "p"}),
        (b"{", JSON, "{"),
        (b"raw", {"content-type": "text/plain"}, b"raw"),
        (b"", {}, None),
    ],
)
def test_a_handler_gets_the_errors_and_the_body(caught, content, headers, body):
    client, errors = caught
    client.post("/1", content=content, headers=headers)
    (error,) = errors
    assert error.body == body
    assert all(isinstance(entry["loc"], tuple) for entry in error.errors())
    assert isinstance(error, ValidationException)
    assert not isinstance(error, ValidationError)


@pytest.mark.parametrize(("path", "function"), [("/", "take"), ("/with/", "take_with")])
@pytest.mark.parametrize("content", [b"{}", b"{"])
def test_an_error_says_where_the_operation_is_declared(caught, content, path, function):
    client, errors = caught
    client.post(f"{path}1", content=content, headers=JSON)
    context = errors[0].endpoint_ctx
    assert context["file"] == __file__
    assert context["function"].endswith(function)
    assert context["path"] == f"POST {path}{{number}}"
    lines = str(errors[0]).splitlines()
    assert lines[0] == "1 validation error:"
    assert lines[2] == f'  File "{__file__}", line {context["line"]}, in {context["function"]}'
    assert lines[3] == f"  POST {path}{{number}}"


def test_an_error_without_a_place_prints_its_entries_alone():
    error = RequestValidationError([{"type": "a"}, {"type": "b"}])
    assert str(error) == "2 validation errors:\n  {'type': 'a'}\n  {'type': 'b'}"
    assert (error.body, error.endpoint_ctx) == (None, {})
    assert WebSocketRequestValidationError([]).errors() == []


def test_the_error_models_keep_their_names():
    assert RequestErrorModel.__name__ == "Request"
    assert WebSocketErrorModel.__name__ == "WebSocket"


def test_a_wrong_result_says_where_the_operation_is_declared():
    app = Etude()

    @app.get("/", response_model=int)
    def read():
        return "x"

    with pytest.raises(ResponseValidationError) as caught:
        TestClient(app).get("/")
    assert caught.value.body == "x"
    assert "GET /" in str(caught.value)
    assert caught.value.errors()[0]["loc"] == ("response",)
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("content", "headers", "shown"),
    [
        (b"NaN", JSON, None),
        (b'{"a":[Infinity]}', JSON, None),
        (b"a\xff", {}, "a\ufffd"),
    ],
)
def test_an_input_that_json_cannot_say_is_replaced(content, headers, shown):
    app = Etude()

    @app.post("/")
    def take(number: Annotated[int, Body()]):
        pass

    answer = TestClient(app).post("/", content=content, headers=headers)
    assert answer.status_code == 422
    assert [error["input"] for error in answer.json()["detail"]] == [shown]


def test_the_errors_that_can_be_shown_are_shown_whole(caught):
    client, _ = caught
    answer = client.post("/x", content=b'{"price":[NaN]}', headers=JSON)
    assert [error["input"] for error in answer.json()["detail"]] == ["x", None]


def test_a_pydantic_error_inside_an_endpoint_is_not_the_clients_fault():
    app = Etude()

    @app.get("/")
    def read():
        Item(price="x")

    with pytest.raises(ValidationError):
        TestClient(app).get("/")
