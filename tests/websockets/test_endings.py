"""Promises about how a WebSocket ends: returns, exceptions, and handlers of exceptions."""

import logging

import anyio
import pytest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.exceptions import WebSocketException as StarletteWebSocketException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.websockets import WebSocketState

from etude import (
    APIRouter,
    Depends,
    Etude,
    HTTPException,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
)
from etude.exceptions import EtudeError
from etude.responses import JSONResponse
from etude.testclient import TestClient

ACCEPT = {"type": "websocket.accept", "subprotocol": None, "headers": []}


class Odd(Exception):
    pass


class Odder(Odd):
    pass


class Middle:
    """ASGI middleware that hands on other functions than it was given."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def hand_on(message):
            await send(message)

        await self.app(scope, receive, hand_on)


def raising(error, accepts):
    async def talk(websocket: WebSocket):
        if accepts:
            await websocket.accept()
        raise error

    return talk


@pytest.fixture(params=["alone", "inside middleware", "below a mount", "Starlette endpoint"])
def serve(request, app):
    """A function that gives an application an endpoint, in one of several places."""

    def serve_at_root(endpoint):
        app.websocket("/")(endpoint)

    def serve_inside_middleware(endpoint):
        app.add_middleware(Middle)
        app.websocket("/")(endpoint)

    def serve_below_mount(endpoint):
        inner = APIRouter()
        inner.websocket("/")(endpoint)
        app.router.routes.append(Mount("", Middle(inner)))

    def serve_with_starlette(endpoint):
        app.websocket_route("/")(endpoint)

    return {
        "alone": serve_at_root,
        "inside middleware": serve_inside_middleware,
        "below a mount": serve_below_mount,
        "Starlette endpoint": serve_with_starlette,
    }[request.param]


# Returning


def test_what_the_endpoint_returns_is_not_used(app, converse):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()
        return JSONResponse({"not": "sent"})

    assert converse(app, "/").sent == [
        ACCEPT,
        {"type": "websocket.close", "code": 1000, "reason": ""},
    ]


def test_returning_without_closing_closes_normally(app, serve, converse):
    async def talk(websocket: WebSocket):
        await websocket.accept()

    serve(talk)
    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(1000, "")], None)


def test_returning_after_the_client_left_sends_nothing(app, serve, converse):
    async def talk(websocket: WebSocket):
        await websocket.accept()
        async for _ in websocket.iter_text():
            pass

    serve(talk)
    conversation = converse(app, "/", "a")
    assert (conversation.sent, conversation.error) == ([ACCEPT], None)


def test_returning_without_accepting_denies_the_handshake_and_says_so(app, serve, converse):
    async def talk(websocket: WebSocket):
        pass

    serve(talk)
    conversation = converse(app, "/")
    assert conversation.closes == [(1000, "")]
    assert isinstance(conversation.error, EtudeError)
    assert "WebSocket /, so that it was denied. Call `await websocket.accept()`" in str(
        conversation.error
    )


def test_the_error_of_a_missing_accept_names_the_endpoint(app, converse):
    @app.websocket("/")
    async def forgetful(websocket: WebSocket):
        pass

    message = str(converse(app, "/").error)
    assert "forgetful() in " in message
    assert "test_endings.py, line " in message


def test_an_application_without_endpoint_that_answers_nothing_is_an_error(converse):
    async def ignore(scope, receive, send):
        pass

    app = Etude()
    app.router.default = ignore
    assert "An application returned" in str(converse(app, "/").error)


def test_returning_before_accepting_after_the_client_left_is_no_error(app, converse):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.receive()
        await websocket.receive()

    conversation = converse(app, "/")
    assert (conversation.sent, conversation.error) == ([], None)


def test_a_client_that_is_faster_is_no_error(app):
    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        if message["type"] == "websocket.close":
            raise OSError("the client is gone")

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()

    scope = {"type": "websocket", "path": "/", "headers": [], "query_string": b""}
    anyio.run(app, scope, receive, send)


# WebSocketException


@pytest.mark.parametrize("class_", [WebSocketException, StarletteWebSocketException])
def test_a_websocket_exception_denies_or_closes(app, serve, converse, class_):
    serve(raising(class_(4000, "r"), accepts=True))
    conversation = converse(app, "/")
    assert (conversation.sent[0], conversation.closes) == (ACCEPT, [(4000, "r")])
    assert conversation.error is None


def test_a_websocket_exception_before_accepting_denies_the_handshake(app, serve, converse):
    serve(raising(WebSocketException(4000), accepts=False))
    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(4000, "")], None)


def test_a_websocket_exception_of_a_dependency_denies_the_handshake(app, converse):
    def refuse():
        raise WebSocketException(1008, "who?")

    @app.websocket("/", dependencies=[Depends(refuse)])
    async def talk(websocket: WebSocket):
        raise AssertionError("the endpoint runs")

    assert converse(app, "/").closes == [(1008, "who?")]


def test_a_websocket_exception_after_closing_changes_nothing(app, converse):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()
        raise WebSocketException(4000)

    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(1000, "")], None)


# HTTPException


@pytest.mark.parametrize("class_", [HTTPException, StarletteHTTPException])
def test_an_http_exception_before_accepting_is_the_answer(app, serve, converse, class_):
    serve(raising(class_(401, "no", headers={"X-E": "1"}), accepts=False))
    conversation = converse(app, "/")
    assert (conversation.status, conversation.body) == (401, b'{"detail":"no"}')
    assert (b"x-e", b"1") in conversation.sent[0]["headers"]
    assert conversation.error is None


def test_an_http_exception_closes_where_the_server_cannot_answer(app, converse):
    app.websocket("/")(raising(HTTPException(401), accepts=False))
    conversation = converse(app, "/", extensions={})
    assert (conversation.closes, conversation.error) == ([(1011, "")], None)


def test_an_http_exception_after_accepting_closes_and_is_logged(app, serve, converse, caplog):
    serve(raising(HTTPException(404, "no"), accepts=True))
    with caplog.at_level(logging.ERROR, logger="etude"):
        conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(1011, "")], None)
    (message,) = caplog.messages
    assert "HTTPException(status_code=404, detail='no') was raised after the handshake" in message
    assert "Raise WebSocketException" in message


def test_a_handler_decides_how_an_http_exception_closes(app, serve, converse):
    @app.exception_handler(HTTPException)
    async def handle(websocket, error):
        await websocket.close(4000 + error.status_code, error.detail)

    serve(raising(HTTPException(404, "no"), accepts=True))
    assert converse(app, "/").closes == [(4404, "no")]


def test_a_handler_of_the_status_code_comes_first(app, converse):
    @app.exception_handler(404)
    async def handle(websocket, error):
        return PlainTextResponse("nobody here", 404)

    app.websocket("/")(raising(HTTPException(404), accepts=False))
    conversation = converse(app, "/")
    assert (conversation.status, conversation.body) == (404, b"nobody here")


# Other exceptions


def test_an_error_before_accepting_is_left_to_the_server(app, serve, converse):
    serve(raising(Odd(), accepts=False))
    conversation = converse(app, "/")
    assert (conversation.sent, type(conversation.error)) == ([], Odd)


def test_an_error_after_accepting_closes_with_1011_and_is_raised(app, serve, converse):
    serve(raising(Odd(), accepts=True))
    conversation = converse(app, "/")
    assert (conversation.closes, type(conversation.error)) == ([(1011, "")], Odd)


def test_an_unhandled_disconnect_is_raised_and_nothing_is_sent(app, serve, converse):
    async def talk(websocket: WebSocket):
        await websocket.accept()
        while True:
            await websocket.receive_text()

    serve(talk)
    conversation = converse(app, "/", disconnect=1001)
    assert conversation.sent == [ACCEPT]
    assert isinstance(conversation.error, WebSocketDisconnect)
    assert conversation.error.code == 1001


@pytest.mark.parametrize("key", [Exception, 500])
def test_handlers_of_all_errors_do_not_run(app, converse, key):
    @app.exception_handler(key)
    async def handle(websocket, error):
        raise AssertionError("the handler runs")

    app.websocket("/")(raising(Odd(), accepts=True))
    assert isinstance(converse(app, "/").error, Odd)


# Handlers


@pytest.mark.parametrize("accepts", [True, False])
def test_a_handler_gets_the_websocket_and_may_close(app, serve, converse, accepts):
    seen = []

    @app.exception_handler(Odd)
    async def handle(websocket, error):
        seen.extend([type(websocket), type(error), websocket.application_state])
        await websocket.close(4003, "odd")

    serve(raising(Odder(), accepts))
    conversation = converse(app, "/")
    state = WebSocketState.CONNECTED if accepts else WebSocketState.CONNECTING
    assert seen == [WebSocket, Odder, state]
    assert (conversation.closes, conversation.error) == ([(4003, "odd")], None)


def test_a_handler_gets_the_object_that_the_endpoint_has(app, converse):
    seen = []

    @app.exception_handler(Odd)
    async def handle(websocket, error):
        seen.append(websocket)
        await websocket.send_text("sorry")

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        seen.append(websocket)
        await websocket.accept()
        raise Odd

    conversation = converse(app, "/")
    assert seen[0] is seen[1]
    assert conversation.sent[1] == {"type": "websocket.send", "text": "sorry"}


@pytest.mark.parametrize("accepts", [True, False])
def test_what_a_handler_leaves_open_is_closed_as_an_error(app, converse, accepts):
    @app.exception_handler(Odd)
    def handle(websocket, error):
        """Does nothing, in a thread."""

    app.websocket("/")(raising(Odd(), accepts))
    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(1011, "")], None)


def test_a_handler_may_return_a_response_before_accepting(app, converse):
    @app.exception_handler(Odd)
    def handle(websocket, error):
        return JSONResponse({"odd": True}, 418)

    app.websocket("/")(raising(Odd(), accepts=False))
    conversation = converse(app, "/")
    assert (conversation.status, conversation.body) == (418, b'{"odd":true}')


def test_a_handler_may_raise_another_exception_that_has_an_answer(app, converse):
    @app.exception_handler(Odd)
    async def handle(websocket, error):
        raise WebSocketException(4001, "from the handler")

    app.websocket("/")(raising(Odd(), accepts=True))
    assert converse(app, "/").closes == [(4001, "from the handler")]


def test_a_handler_that_fails_is_an_error_like_any_other(app, converse):
    @app.exception_handler(Odd)
    async def handle(websocket, error):
        raise KeyError("in the handler")

    app.websocket("/")(raising(Odd(), accepts=True))
    conversation = converse(app, "/")
    assert (conversation.closes, type(conversation.error)) == ([(1011, "")], KeyError)


def test_what_a_handler_raises_is_handled_in_turn(app, converse):
    @app.exception_handler(Odd)
    async def handle(websocket, error):
        raise ValueError

    @app.exception_handler(ValueError)
    async def handle_in_turn(websocket, error):
        await websocket.close(4002)

    app.websocket("/")(raising(Odd(), accepts=True))
    assert converse(app, "/").closes == [(4002, "")]


def test_handlers_that_raise_to_each_other_end_in_an_error(app, converse):
    @app.exception_handler(WebSocketException)
    async def handle(websocket, error):
        raise HTTPException(400)

    @app.exception_handler(HTTPException)
    async def handle_in_turn(websocket, error):
        raise WebSocketException(4001)

    app.websocket("/")(raising(WebSocketException(4000), accepts=True))
    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error.code) == ([(1011, "")], 4001)


def test_a_handler_that_raises_what_it_handles_ends_in_an_error(app, converse):
    runs = []

    @app.exception_handler(WebSocketException)
    async def handle(websocket, error):
        runs.append(error)
        raise WebSocketException(4001)

    app.websocket("/")(raising(WebSocketException(4000), accepts=True))
    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error.code) == ([(1011, "")], 4001)
    assert len(runs) == 2


def test_a_handler_replaces_the_default_for_websocket_exceptions(app, converse):
    @app.exception_handler(WebSocketException)
    async def handle(websocket, error):
        await websocket.close(error.code + 1, "replaced")

    app.websocket("/")(raising(WebSocketException(4000), accepts=True))
    assert converse(app, "/").closes == [(4001, "replaced")]


def test_a_handler_for_disconnects_works(app, converse):
    codes = []

    @app.exception_handler(WebSocketDisconnect)
    async def handle(websocket, error):
        codes.append(error.code)

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.receive_text()

    conversation = converse(app, "/")
    assert (conversation.sent, conversation.error, codes) == ([ACCEPT], None, [1000])


def test_a_mounted_application_handles_its_own_and_its_owner_the_rest(app, converse):
    inner = Etude()

    @inner.exception_handler(Odder)
    async def handle_inside(websocket, error):
        await websocket.close(4001)

    @app.exception_handler(Odd)
    async def handle_outside(websocket, error):
        await websocket.close(4002)

    inner.websocket("/odd")(raising(Odd(), accepts=False))
    inner.websocket("/odder")(raising(Odder(), accepts=False))
    app.mount("/inner", inner)
    assert converse(app, "/inner/odder").closes == [(4001, "")]
    assert converse(app, "/inner/odd").closes == [(4002, "")]


# Middleware


def test_middleware_functions_do_not_run_for_websockets(app):
    @app.middleware("http")
    async def fail(request, call_next):
        raise AssertionError("the middleware runs")

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_text("hi")

    with TestClient(app).websocket_connect("/") as session:
        assert session.receive_text() == "hi"


def test_asgi_middleware_sees_websockets(app, converse):
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["example.org"])

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()

    assert converse(app, "/", headers=[(b"host", b"other")]).status == 400
    assert converse(app, "/", headers=[(b"host", b"example.org")]).sent[0] == ACCEPT


@pytest.mark.parametrize(("reason", "sent"), [("x" * 200, "x" * 123), ("é" * 100, "é" * 61)])
def test_a_reason_that_is_too_long_is_cut_to_what_a_close_frame_holds(app, converse, reason, sent):
    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        raise WebSocketException(4000, reason)

    assert converse(app, "/").closes == [(4000, sent)]
