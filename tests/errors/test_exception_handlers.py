"""Promises about handlers of exceptions and about what nobody handles."""

import asyncio

import pytest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware import Middleware
from typing_extensions import Annotated

from etude import Depends, Etude, HTTPException, Query, Request
from etude.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from etude.exceptions import RequestValidationError, ResponseValidationError, ValidationException
from etude.responses import JSONResponse, PlainTextResponse
from etude.testclient import TestClient


class Broken(Exception):
    pass


class VeryBroken(Broken):
    pass


def answering(text, status_code=418):
    def handle(request, error):
        return PlainTextResponse(text, status_code=status_code)

    return handle


class PassingOn:
    """Middleware that does nothing."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


class Breaking(PlainTextResponse):
    """A response that fails once it has begun."""

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        raise Broken


@pytest.fixture(params=["alone", "inside middleware"])
def app(request):
    """An application, with and without middleware around it."""
    middleware = [Middleware(PassingOn)]
    return Etude(middleware=middleware if request.param == "inside middleware" else None)


def raising(app, error, path="/"):
    @app.get(path)
    def read():
        raise error


def test_a_handler_serves_its_class_and_the_nearest_one_wins(app):
    class AlsoBroken(Broken):
        pass

    raising(app, VeryBroken(), "/very")
    raising(app, AlsoBroken(), "/also")
    raising(app, Broken(), "/broken")
    app.add_exception_handler(Broken, answering("broken"))
    app.add_exception_handler(VeryBroken, answering("very"))
    client = TestClient(app)
    assert client.get("/very").text == "very"
    assert client.get("/also").text == client.get("/broken").text == "broken"


@pytest.mark.parametrize("kind", ["function", "coroutine"])
def test_a_handler_may_be_a_function_or_a_coroutine(app, kind):
    raising(app, Broken("why"))

    async def handle_awaited(request: Request, error):
        return JSONResponse([request.url.path, str(error)], status_code=418)

    def handle(request: Request, error):
        return asyncio.run(handle_awaited(request, error))

    handler = handle if kind == "function" else handle_awaited
    assert app.exception_handler(Broken)(handler) is handler
    answer = TestClient(app).get("/")
    assert (answer.status_code, answer.json()) == (418, ["/", "why"])


def test_handlers_may_be_given_to_the_constructor():
    app = Etude(exception_handlers={Broken: answering("b"), 404: answering("not here", 404)})
    raising(app, Broken())
    client = TestClient(app)
    assert client.get("/").text == "b"
    assert client.get("/none").text == "not here"


def test_a_status_handler_wins_over_a_class_handler(app):
    raising(app, HTTPException(409))
    raising(app, StarletteHTTPException(410), "/gone")
    app.add_exception_handler(409, answering("status"))
    app.add_exception_handler(StarletteHTTPException, answering("class"))
    client = TestClient(app)
    assert client.get("/").text == "status"
    assert client.get("/gone").text == "class"
    assert client.get("/none").text == "class"
    assert client.post("/").text == "class"


def test_a_handler_of_our_own_class_does_not_see_the_errors_of_routing(app):
    raising(app, HTTPException(409))
    app.add_exception_handler(HTTPException, answering("own"))
    client = TestClient(app)
    assert client.get("/").text == "own"
    assert client.get("/none").json() == {"detail": "Not Found"}
    assert client.post("/").json() == {"detail": "Method Not Allowed"}


def test_the_preset_handlers_can_be_replaced(app):
    @app.get("/{number}")
    def read(number: int):
        pass

    assert {StarletteHTTPException, RequestValidationError} <= app.exception_handlers.keys()
    app.add_exception_handler(RequestValidationError, answering("invalid", 400))
    answer = TestClient(app).get("/x")
    assert (answer.status_code, answer.text) == (400, "invalid")


def test_a_status_handler_for_422_does_not_see_invalid_requests(app):
    @app.get("/{number}")
    def read(number: int):
        pass

    app.add_exception_handler(422, answering("status"))
    assert TestClient(app).get("/x").json()["detail"][0]["type"] == "int_parsing"


def test_a_handler_of_the_base_class_sees_invalid_results(app):
    @app.get("/", response_model=int)
    def read():
        return "x"

    app.add_exception_handler(ValidationException, answering("base"))
    assert TestClient(app).get("/").text == "base"
    assert issubclass(ResponseValidationError, ValidationException)


def test_an_http_exception_inside_a_handler_is_handled_in_turn(app):
    raising(app, Broken())

    @app.exception_handler(Broken)
    def handle(request, error):
        raise HTTPException(409, "again")

    answer = TestClient(app).get("/")
    assert (answer.status_code, answer.json()) == (409, {"detail": "again"})


def test_another_exception_inside_a_handler_is_a_server_error(app):
    raising(app, Broken())

    @app.exception_handler(Broken)
    def handle(request, error):
        raise KeyError("in the handler")

    with pytest.raises(KeyError, match="in the handler"):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


# What nobody handles


def test_an_unhandled_exception_is_a_server_error_and_goes_to_the_server(app):
    raising(app, Broken("secret"))
    with pytest.raises(Broken):
        TestClient(app).get("/")
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("key", [500, Exception])
def test_a_handler_for_everything_answers_and_the_exception_still_goes_to_the_server(app, key):
    raising(app, Broken())
    app.add_exception_handler(key, answering("sorry", 500))
    assert TestClient(app, raise_server_exceptions=False).get("/").text == "sorry"
    with pytest.raises(Broken):
        TestClient(app).get("/")


def test_a_handler_for_everything_is_the_same_inside_and_outside_of_middleware(app):
    async def quote(request, error):
        return PlainTextResponse(await request.body(), status_code=500)

    async def fail():
        raise Broken

    app.add_api_route("/", fail, methods=["POST"])
    app.add_exception_handler(Exception, quote)
    client = TestClient(app, raise_server_exceptions=False)
    assert client.post("/", content=b"sent").text == "sent"


@pytest.mark.parametrize("key", [500, Exception])
def test_a_handler_for_everything_leaves_http_exceptions_alone(app, key):
    raising(app, HTTPException(500))
    app.add_exception_handler(key, answering("sorry", 500))
    assert TestClient(app).get("/").json() == {"detail": "Internal Server Error"}


def test_debug_shows_the_traceback(app):
    app.debug = True
    raising(app, Broken("the cause"))
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Traceback" in answer.text
    assert "the cause" in answer.text
    html = client.get("/", headers={"accept": "text/html"})
    assert html.headers["content-type"] == "text/html; charset=utf-8"


def test_debug_leaves_http_exceptions_alone():
    app = Etude(debug=True)
    raising(app, HTTPException(404))
    assert TestClient(app).get("/").json() == {"detail": "Not Found"}


def test_an_exception_after_the_answer_began_cannot_change_it(app):
    app.add_api_route("/", lambda: Breaking())
    with pytest.raises(Broken):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 200


def test_an_exception_with_a_handler_that_comes_too_late_says_so():
    app = Etude()
    app.add_exception_handler(Broken, answering("late"))
    app.add_api_route("/", lambda: Breaking())
    with pytest.raises(RuntimeError, match="response already started") as caught:
        TestClient(app).get("/")
    assert isinstance(caught.value.__cause__, Broken)


def test_one_failing_request_does_not_affect_the_next(app):
    raising(app, Broken(), "/broken")
    app.add_api_route("/", lambda: 1)
    client = TestClient(app, raise_server_exceptions=False)
    assert [client.get("/broken").status_code, client.get("/").status_code] == [500, 200]


@pytest.mark.parametrize("returned", [None, {"no": "response"}])
def test_a_handler_that_fails_is_a_server_error(returned):
    app = Etude()

    @app.exception_handler(Broken)
    def handle(request, error):
        return returned if returned is not None else {}["missing"]

    @app.get("/")
    def endpoint():
        raise Broken

    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


def test_an_answer_of_a_handler_that_breaks_off_is_not_answered_again():
    app, sent = Etude(), []

    @app.exception_handler(Broken)
    def handle(request, error):
        return Breaking()

    @app.get("/")
    def endpoint():
        raise Broken

    async def send(message):
        sent.append(message["type"])

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    with pytest.raises(Broken):
        asyncio.run(app(scope, None, send))
    assert sent == ["http.response.start", "http.response.body"]


def test_handlers_do_not_serve_mounted_applications(app):
    inner = Etude()
    raising(inner, Broken)
    app.add_exception_handler(Broken, answering("outer"))
    app.add_exception_handler(404, answering("outer"))
    app.mount("/inner", inner)
    client = TestClient(app, raise_server_exceptions=False)
    assert (client.get("/inner/").status_code, client.get("/none").text) == (500, "outer")
    assert client.get("/inner/none").json() == {"detail": "Not Found"}


def test_a_group_with_an_http_exception_is_unhandled(app):
    class ExceptionGroup(Exception):
        exceptions = (HTTPException(404),)

    raising(app, ExceptionGroup)
    with pytest.raises(ExceptionGroup):
        TestClient(app).get("/")


@pytest.mark.parametrize(
    "error",
    [
        HTTPException(404),
        HTTPException(409, detail={"a": [1.5, "é", None]}),
        HTTPException(401, headers={"WWW-Authenticate": "Basic"}),
        HTTPException(400, headers={}),
        HTTPException(204),
        HTTPException(418, detail="\ud800"),
        RequestValidationError([]),
        RequestValidationError([{"type": "x", "loc": ("a", 1), "msg": "m", "input": b"\xff"}]),
        RequestValidationError([{"type": "x", "loc": (), "msg": "m", "input": float("nan")}]),
    ],
    ids=repr,
)
def test_a_default_handler_answers_the_same_by_itself_and_when_it_is_called(error):
    async def call(request, error):
        if isinstance(error, HTTPException):
            return await http_exception_handler(request, error)
        return await request_validation_exception_handler(request, error)

    def answer(**options):
        app = Etude(**options)

        @app.get("/")
        async def fail():
            raise error

        response = TestClient(app).get("/")
        return response.status_code, response.headers.raw, response.content

    assert answer() == answer(exception_handlers={type(error): call})


def test_the_same_misfit_is_reported_once_and_others_at_its_place_too():
    app = Etude()

    def take(x: Annotated[int, Query(ge=1)]): ...

    def take_again(x: Annotated[int, Query(ge=2)]): ...

    @app.get("/", dependencies=[Depends(take), Depends(take, use_cache=False), Depends(take_again)])
    def read(): ...

    detail = TestClient(app).get("/?x=0").json()["detail"]
    assert [error["ctx"] for error in detail] == [{"ge": 1}, {"ge": 2}]
