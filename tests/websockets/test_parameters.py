"""Promises about what a WebSocket endpoint may ask for."""

import inspect
import json
from typing import List, Optional

import pytest
from pydantic import BaseModel
from starlette.background import BackgroundTasks as StarletteBackgroundTasks
from typing_extensions import Annotated

from etude import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Etude,
    Header,
    Path,
    Query,
    Request,
    Response,
    WebSocket,
    WebSocketDisconnect,
)
from etude.exception_handlers import websocket_request_validation_exception_handler
from etude.exceptions import DeclarationError, WebSocketRequestValidationError
from etude.requests import HTTPConnection
from etude.testclient import TestClient

LEVELS = ("app", "router", "endpoint")


class Item(BaseModel):
    name: str


def heard(app, path, **keywords):
    with TestClient(app).websocket_connect(path, **keywords) as session:
        return session.receive_json()


async def say(websocket, value):
    await websocket.accept()
    await websocket.send_json(value)
    await websocket.close()


def refusal(app, path):
    with pytest.raises(WebSocketDisconnect) as caught, TestClient(app).websocket_connect(path):
        pass
    return caught.value


# Values of the handshake


def test_values_come_from_path_query_headers_and_cookies(app):
    @app.websocket("/{number}")
    async def talk(
        websocket: WebSocket,
        number: Annotated[int, Path(ge=1)],
        flag: bool,
        tags: Annotated[List[int], Query(alias="tag")],
        x_token: Annotated[str, Header()],
        session_id: Annotated[str, Cookie()],
        limit: int = 10,
        x_many: Annotated[Optional[List[str]], Header()] = None,
    ):
        await say(websocket, [number, flag, tags, x_token, session_id, limit, x_many])

    headers = {"X-Token": "t", "Cookie": "session_id=s"}
    assert heard(app, "/3?flag=yes&tag=1&tag=2", headers=headers) == [
        *[3, True, [1, 2], "t", "s", 10, None]
    ]
    headers = {"X-Token": "t", "Cookie": "session_id=s", "X-Many": "a"}
    assert heard(app, "/3?flag=0&tag=1&limit=5", headers=headers)[-2:] == [5, ["a"]]


def test_dependencies_take_parameters_too(app):
    def page(skip: int = 0, x_size: Annotated[int, Header()] = 5):
        return [skip, x_size]

    @app.websocket("/")
    async def talk(websocket: WebSocket, page: Annotated[list, Depends(page)]):
        await say(websocket, page)

    assert heard(app, "/?skip=2", headers={"x-size": "7"}) == [2, 7]
    assert heard(app, "/") == [0, 5]


def test_the_websocket_need_not_be_asked_for(app, converse):
    @app.websocket("/")
    async def talk():
        return "not used"

    assert converse(app, "/").error is not None  # since nobody accepted it


def test_an_argument_without_annotation_is_a_query_parameter(app):
    @app.websocket("/")
    async def talk(ws):
        """Never runs."""

    assert json.loads(refusal(app, "/").reason)[0]["loc"] == ["query", "ws"]


# What is handed over


def test_a_websocket_and_an_http_connection_are_the_same_object(app):
    def dependency(websocket: WebSocket, connection: HTTPConnection):
        return websocket is connection and type(websocket) is WebSocket

    @app.websocket("/")
    async def talk(a: WebSocket, b: HTTPConnection, same: Annotated[bool, Depends(dependency)]):
        await say(a, [a is b, same])

    assert heard(app, "/") == [True, True]


def test_what_asks_for_an_http_connection_serves_both_kinds(app):
    def host(connection: HTTPConnection):
        return [type(connection).__name__, connection.headers["host"]]

    @app.websocket("/")
    async def talk(websocket: WebSocket, host: Annotated[list, Depends(host)]):
        await say(websocket, host)

    @app.get("/")
    def answer(host: Annotated[list, Depends(host)]):
        return host

    assert heard(app, "/") == ["WebSocket", "testserver"]
    assert TestClient(app).get("/").json() == ["Request", "testserver"]


def asking_for_both(function):
    """What packages do that serve both kinds: they ask for both, and take what is handed over."""

    async def call(**arguments):
        return await function(**arguments)

    call.__signature__ = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=type_)
            for name, type_ in [("request", Request), ("websocket", WebSocket)]
        ]
    )
    return call


def test_what_asks_for_a_request_and_a_websocket_is_handed_the_one_that_there_is(app):
    @app.websocket("/")
    @asking_for_both
    async def talk(**arguments):
        await say(arguments["websocket"], sorted(arguments))

    @app.get("/")
    @asking_for_both
    async def answer(**arguments):
        return sorted(arguments)

    assert heard(app, "/") == ["websocket"]
    assert TestClient(app).get("/").json() == ["request"]


def test_what_cannot_do_without_the_other_kind_fails_when_it_is_called(app):
    @app.get("/")
    def answer(websocket: WebSocket):
        """Never runs."""

    with pytest.raises(TypeError, match="'websocket'"):
        TestClient(app).get("/")


def test_a_request_or_websocket_with_a_default_is_there_for_its_kind_only(app):
    def kinds(request: Request = None, websocket: WebSocket = None):
        return [type(request).__name__, type(websocket).__name__]

    @app.websocket("/")
    async def talk(websocket: WebSocket, kinds: Annotated[list, Depends(kinds)]):
        await say(websocket, kinds)

    @app.get("/")
    def answer(kinds: Annotated[list, Depends(kinds)]):
        return kinds

    assert heard(app, "/") == ["NoneType", "WebSocket"]
    assert TestClient(app).get("/").json() == ["Request", "NoneType"]


def test_a_response_may_be_asked_for_and_is_not_used(app):
    def dependency(response: Response):
        response.set_cookie("a", "b")
        return response

    @app.websocket("/")
    async def talk(
        websocket: WebSocket,
        response: Response,
        same: Annotated[Response, Depends(dependency)],
    ):
        await say(websocket, response is same)

    assert heard(app, "/") is True


def test_background_tasks_run_after_the_endpoint_and_the_close(app, converse):
    events = []

    def dependency(tasks: BackgroundTasks):
        tasks.add_task(events.append, "of dependency")

    @app.websocket("/", dependencies=[Depends(dependency)])
    async def talk(websocket: WebSocket, tasks: BackgroundTasks):
        tasks.add_task(lambda: events.append(websocket.application_state.name))
        await websocket.accept()
        events.append("end of endpoint")

    converse(app, "/")
    assert events == ["end of endpoint", "of dependency", "DISCONNECTED"]


def test_background_tasks_run_when_the_client_left(app, converse):
    events = []

    @app.websocket("/")
    async def talk(websocket: WebSocket, tasks: StarletteBackgroundTasks):
        tasks.add_task(events.append, "ran")
        await websocket.accept()
        while True:
            await websocket.receive_text()

    assert isinstance(converse(app, "/", "a", "b").error, WebSocketDisconnect)
    assert events == ["ran"]


def test_background_tasks_do_not_run_after_an_error(app, converse):
    @app.websocket("/")
    async def talk(websocket: WebSocket, tasks: BackgroundTasks):
        tasks.add_task(pytest.fail)
        raise ValueError

    assert isinstance(converse(app, "/").error, ValueError)


# Bodies


@pytest.mark.parametrize("annotation", [Item, Annotated[int, Body()]])
def test_a_body_is_refused_where_it_is_declared(app, annotation):
    def dependency(item: annotation):
        """Never runs."""

    async def talk(websocket: WebSocket):
        """Never runs."""

    with pytest.raises(DeclarationError, match=r"takes `item` from a body and serves a WebSocket"):
        app.websocket("/", dependencies=[Depends(dependency)])(talk)


def test_a_body_with_a_default_has_its_default(app):
    @app.websocket("/")
    async def talk(websocket: WebSocket, item: Optional[Item] = None, more: int = Body(3)):
        await say(websocket, [item, more])

    assert heard(app, "/") == [None, 3]


# What does not fit


def test_invalid_values_deny_the_handshake_before_the_endpoint_runs(app):
    @app.websocket("/{number}")
    async def talk(websocket: WebSocket, number: int):
        raise AssertionError("the endpoint runs")

    error = refusal(app, "/x")
    assert error.code == 1008
    assert [(entry["type"], entry["loc"]) for entry in json.loads(error.reason)] == [
        ("int_parsing", ["path", "number"])
    ]


def test_all_errors_of_dependencies_and_endpoint_are_reported_together(app):
    caught = []

    def first(a: int):
        """Never runs."""

    @app.exception_handler(WebSocketRequestValidationError)
    async def handle(websocket, error):
        caught.append(error)
        await websocket.close(4422, "invalid")

    @app.websocket("/{n}", dependencies=[Depends(first), Depends(first, use_cache=False)])
    async def talk(websocket: WebSocket, n: int, b: int):
        """Never runs."""

    error = refusal(app, "/x")
    assert (error.code, error.reason) == (4422, "invalid")
    assert [entry["loc"] for entry in caught[0].errors()] == [
        *[("query", "a"), ("path", "n"), ("query", "b")]
    ]
    assert caught[0].endpoint_ctx["path"] == "WS /{n}"
    assert caught[0].endpoint_ctx["function"].endswith("talk")


@pytest.mark.parametrize("level", ["app", "router", "endpoint"])
def test_query_parameters_that_nothing_declares_are_refused_on_demand(level):
    said = {name: {"forbid_extra_query": True} if name == level else {} for name in LEVELS}
    app, router = Etude(**said["app"]), APIRouter(**said["router"])

    @router.websocket("/", **said["endpoint"])
    async def talk(websocket: WebSocket, known: int = 0):
        await say(websocket, known)

    app.include_router(router)
    assert heard(app, "/?known=3") == 3
    error = refusal(app, "/?known=3&other=4")
    assert error.code == 1008
    assert [(entry["type"], entry["loc"]) for entry in json.loads(error.reason)] == [
        ("extra_forbidden", ["query", "other"])
    ]


def test_an_endpoint_may_take_what_its_application_refuses():
    app = Etude(forbid_extra_query=True)

    @app.websocket("/", forbid_extra_query=False)
    async def talk(websocket: WebSocket):
        await say(websocket, "heard")

    assert heard(app, "/?other=4") == "heard"


def test_the_default_handler_is_in_place_and_may_be_called(app, converse):
    handlers = app.exception_handlers
    default = websocket_request_validation_exception_handler
    assert handlers[WebSocketRequestValidationError] is default

    @app.exception_handler(WebSocketRequestValidationError)
    async def handle(websocket, error):
        await default(websocket, error)

    @app.websocket("/")
    async def talk(websocket: WebSocket, q: int):
        """Never runs."""

    assert converse(app, "/").closes == [
        (1008, '[{"type":"missing","loc":["query","q"],"msg":"Field required","input":null}]')
    ]


def number_under(alias):
    def dependency(value: Annotated[int, Query(alias=alias)]):
        """Never runs."""

    return Depends(dependency)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_the_reason_is_json_and_fits_into_a_close_frame(converse, count):
    app = Etude(dependencies=[number_under(f"p{number}") for number in range(count)])

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        """Never runs."""

    ((code, reason),) = converse(app, "/", query=b"&".join(b"p%d=x" % n for n in range(8))).closes
    assert code == 1008
    assert len(reason.encode()) <= 123
    assert [entry["loc"] for entry in json.loads(reason)] == [
        *[["query", "p0"], ["query", "p1"]][:count]
    ]


def test_the_reason_survives_what_json_cannot_carry(app, converse):
    @app.exception_handler(ValueError)
    async def handle(websocket, error):
        errors = [{"type": "t", "loc": ("query", "n"), "msg": "m", "input": float("nan")}]
        await websocket_request_validation_exception_handler(
            websocket, WebSocketRequestValidationError(errors)
        )

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        raise ValueError

    ((_, reason),) = converse(app, "/").closes
    assert json.loads(reason)[0]["type"] == "t"


def test_a_location_longer_than_a_close_frame_is_left_out(app, converse):
    @app.websocket("/", dependencies=[number_under("x" * 200)])
    async def talk(websocket: WebSocket):
        """Never runs."""

    assert converse(app, "/").closes == [(1008, "[]")]
