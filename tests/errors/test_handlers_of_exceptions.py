"""Promises about what handlers of exceptions may return and raise, and when they can be added."""

import pytest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware import Middleware

from etude import Etude, HTTPException
from etude.responses import PlainTextResponse
from etude.testclient import TestClient


class Broken(Exception):
    pass


class AlsoBroken(Exception):
    pass


class PassOn:
    """Middleware that changes nothing."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


@pytest.fixture(params=["alone", "inside middleware"])
def app(request):
    """An application that raises, with and without middleware around it."""
    app = Etude(middleware=[Middleware(PassOn)] if request.param == "inside middleware" else None)

    @app.get("/")
    def read():
        raise Broken

    return app


def raising(error):
    def handle(request, _):
        raise error

    return handle


def quiet(app):
    return TestClient(app, raise_server_exceptions=False)


# Results


def test_a_handler_that_returns_nothing_answers_nothing(app, exchange):
    app.add_exception_handler(Broken, lambda request, error: None)
    assert exchange(app).messages == []


def test_a_handler_of_everything_that_returns_nothing_answers_nothing(exchange):
    app = Etude()
    app.add_exception_handler(Exception, lambda request, error: None)

    @app.get("/")
    def read():
        raise Broken

    with pytest.raises(Broken):
        exchange(app)


@pytest.mark.parametrize("result", [{"detail": "broken"}, "broken", 3])
def test_a_handler_that_returns_no_response_is_named(app, result):
    def handle_broken(request, error):
        return result

    app.add_exception_handler(Broken, handle_broken)
    with pytest.raises(TypeError, match=r"handle_broken\(\) in .* handles Broken and returns"):
        TestClient(app).get("/")
    assert quiet(app).get("/").text == "Internal Server Error"


# Exceptions in handlers


def test_an_exception_of_a_handler_is_handled_in_turn(app):
    app.add_exception_handler(Broken, raising(AlsoBroken()))
    app.add_exception_handler(AlsoBroken, lambda request, error: PlainTextResponse("in turn"))
    assert TestClient(app).get("/").text == "in turn"


def test_handlers_that_raise_to_each_other_end_in_a_server_error(app):
    app.add_exception_handler(Broken, raising(AlsoBroken("from the first")))
    app.add_exception_handler(AlsoBroken, raising(Broken("from the second")))
    with pytest.raises(Broken, match="from the second"):
        TestClient(app).get("/")
    assert quiet(app).get("/").status_code == 500


def test_a_handler_of_routing_errors_that_raises_one_ends_in_a_server_error(app):
    app.add_exception_handler(StarletteHTTPException, raising(HTTPException(400)))
    assert quiet(app).get("/none").status_code == 500


def test_the_handler_of_everything_answers_what_a_handler_raises(app):
    app.add_exception_handler(Broken, raising(KeyError("in the handler")))
    app.add_exception_handler(500, lambda request, error: PlainTextResponse(repr(error), 500))
    assert quiet(app).get("/").text == "KeyError('in the handler')"
    with pytest.raises(KeyError):
        TestClient(app).get("/")


# When


def test_handlers_cannot_be_added_once_the_application_serves(app):
    TestClient(app).get("/docs")
    with pytest.raises(RuntimeError, match="Cannot add an exception handler after"):
        app.add_exception_handler(Broken, raising(Broken()))
    with pytest.raises(RuntimeError, match="after an application has started"):
        app.exception_handler(Broken)(raising(Broken()))


def test_low_level_endpoints_have_the_same_handlers(app):
    def endpoint(request):
        raise Broken

    app.add_route("/low", endpoint)
    app.add_exception_handler(Broken, lambda request, error: PlainTextResponse(request.url.path))
    assert TestClient(app).get("/low").text == "/low"
