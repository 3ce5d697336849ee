"""Promises about what pages of other origins see of a server error."""

import pytest

from etude import Etude, HTTPException
from etude.middleware.cors import CORSMiddleware
from etude.responses import PlainTextResponse
from etude.testclient import TestClient

PAGE = {"origin": "https://page.example"}


class OwnCORSMiddleware(CORSMiddleware):
    """One with rules of its own."""


def failing(cors=CORSMiddleware, **options):
    app = Etude(**options)
    if cors is not None:
        app.add_middleware(cors, allow_origins=[PAGE["origin"]], expose_headers=["x-trace"])

    @app.get("/")
    def fail():
        raise ValueError("secret")

    return app


def ask(app, headers=PAGE, method="GET"):
    return TestClient(app, raise_server_exceptions=False).request(method, "/", headers=headers)


@pytest.mark.parametrize("options", [{}, {"debug": True}])
@pytest.mark.parametrize("cors", [CORSMiddleware, OwnCORSMiddleware])
def test_a_page_that_is_allowed_sees_status_500(cors, options):
    answer = ask(failing(cors, **options))
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == PAGE["origin"]
    assert answer.headers["access-control-expose-headers"] == "x-trace"


def test_a_page_sees_what_the_handler_of_server_errors_answers():
    app = failing()
    app.add_exception_handler(500, lambda request, error: PlainTextResponse("sorry", 500))
    answer = ask(app)
    assert (answer.status_code, answer.text) == (500, "sorry")
    assert answer.headers["access-control-allow-origin"] == PAGE["origin"]


def test_the_error_still_goes_to_the_server():
    with pytest.raises(ValueError, match="secret"):
        TestClient(failing()).get("/", headers=PAGE)


def test_head_has_the_headers_too():
    answer = ask(failing(), method="HEAD")
    assert answer.headers["access-control-allow-origin"] == PAGE["origin"]


def shown(app, headers=PAGE):
    answer = ask(app, headers)
    assert answer.status_code == 500
    return [name for name in answer.headers if name.startswith("access-control-allow")]


def test_a_page_that_is_not_allowed_sees_nothing():
    assert shown(failing(), {"origin": "https://other.example"}) == []
    assert shown(failing(), {}) == []


def test_an_application_without_the_middleware_adds_nothing():
    assert shown(failing(None)) == []


def test_it_can_be_switched_off():
    assert shown(failing(cors_on_server_errors=False)) == []


def outermost(handle):
    """Return what makes middleware that is no class."""

    def make(app):
        async def serve(scope, receive, send):
            handle()
            await app(scope, receive, send)

        return serve

    return make


def test_an_error_outside_of_the_middleware_is_shown_too_and_never_a_preflight():
    def fail():
        raise RuntimeError

    app = failing()
    app.add_middleware(outermost(fail))
    assert ask(app).headers["access-control-allow-origin"] == PAGE["origin"]
    preflight = {**PAGE, "access-control-request-method": "GET"}
    assert ask(app, preflight, "OPTIONS").status_code == 500


def test_an_exception_with_a_handler_is_answered_inside_the_middleware():
    app = failing()

    @app.put("/")
    def refuse():
        raise HTTPException(409)

    answer = ask(app, method="PUT")
    assert (answer.status_code, answer.headers.get_list("access-control-allow-origin")) == (
        409,
        [PAGE["origin"]],
    )
