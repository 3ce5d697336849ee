"""Promises about routes that are declared in a way that cannot work."""

import functools
from http import HTTPStatus

import pytest

from etude import APIRouter, Etude
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


def read():
    return "read"


@pytest.mark.parametrize("methods", ["GET", "get"])
def test_methods_as_one_string_are_refused(methods):
    with pytest.raises(DeclarationError, match=rf"Give a list: \['{methods}'\]"):
        Etude().api_route("/", methods=methods)(read)


def test_an_empty_list_of_methods_is_refused():
    with pytest.raises(AssertionError, match=r"are an empty list\. Give one at least"):
        Etude().add_api_route("/", read, methods=[])


def test_methods_are_written_in_any_case():
    app = Etude()
    app.add_api_route("/", read, methods=["post"])
    assert app.routes[-1].methods == {"POST"}


@pytest.mark.parametrize("endpoint", [None, 3, "read"])
def test_what_cannot_be_called_is_no_endpoint(endpoint):
    with pytest.raises(AssertionError, match=r"which cannot be called\. Give a function"):
        Etude().add_api_route("/", endpoint)


class Endpoints:
    def method(self):
        return "method"

    @classmethod
    def class_method(cls):
        return "class method"

    def __call__(self):
        return "object"


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        (lambda: "lambda", "lambda"),
        (Endpoints().method, "method"),
        (Endpoints.class_method, "class method"),
        (Endpoints(), "object"),
        (functools.partial(lambda text: text, text="partial"), "partial"),
    ],
)
def test_everything_that_can_be_called_is_an_endpoint(endpoint, expected):
    app = Etude()
    app.add_api_route("/", endpoint, response_model=None)
    assert TestClient(app).get("/").json() == expected


def test_a_function_that_returns_a_coroutine_is_a_server_error():
    async def awaited():
        return 1

    coroutine = awaited()
    app = Etude()
    app.add_api_route("/", lambda: coroutine)
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500
    coroutine.close()


@pytest.mark.parametrize("status_code", [0, 99, 600, 700, True])
def test_a_status_code_outside_of_http_is_refused(status_code):
    with pytest.raises(DeclarationError, match="It must be from 100 to 599"):
        Etude().add_api_route("/", read, status_code=status_code)


@pytest.mark.parametrize("status_code", ["200", 200.0])
def test_a_status_code_that_is_no_integer_is_refused(status_code):
    with pytest.raises(DeclarationError, match="It must be an integer"):
        Etude().add_api_route("/", read, status_code=status_code)


@pytest.mark.parametrize("status_code", [HTTPStatus.CREATED, 201, 599])
def test_a_status_code_may_be_any_integer_of_http(status_code):
    app = Etude()
    app.add_api_route("/", read, status_code=status_code)
    assert TestClient(app).get("/").status_code == status_code


def test_a_path_that_no_request_has_is_refused():
    with pytest.raises(AssertionError, match=r"read\(\) in .* Begin it with a slash"):
        Etude().add_api_route("items", read)


def test_a_path_that_no_request_has_is_refused_when_its_router_is_included():
    router = APIRouter()
    router.add_api_route("items", read)
    with pytest.raises(DeclarationError, match="which no request has"):
        Etude().include_router(router)


@pytest.mark.parametrize("where", ["router", "inclusion"])
def test_a_path_may_continue_the_last_segment_of_a_prefix(where):
    prefix = "/items"
    router = APIRouter(prefix=prefix if where == "router" else "")
    router.add_api_route(":count", read)
    app = Etude()
    app.include_router(router, prefix=prefix if where == "inclusion" else "")
    assert TestClient(app).get("/items:count").json() == "read"
