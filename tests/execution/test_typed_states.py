"""Promises about requests whose annotation says what their state is."""

from typing import Any

import pytest
from typing_extensions import TypedDict

from etude import APIRouter, Depends, Etude, Request, WebSocket
from etude.datastructures import State
from etude.requests import HTTPConnection
from etude.testclient import TestClient


class Keys(TypedDict):
    number: int


class Names(State):
    number: int


async def lifespan(app):
    yield {"number": 1}


def in_keys(request: Request[Keys]):
    return request.state["number"]


def in_names(request: Request[Names]):
    return request.state.number


def in_text(request: "Request[Keys]"):
    return request.state["number"]


def untyped(request: Request):
    return request.state.number


def of_any(request: Request[Any]):
    return request.state.number


def by_dependency(connection: HTTPConnection[Keys]):
    return connection.state["number"]


@pytest.mark.parametrize("read", [in_keys, in_names, in_text, untyped, of_any])
def test_a_request_is_handed_over_whatever_its_state_is(read):
    app, router = Etude(lifespan=lifespan), APIRouter()
    router.get("/")(read)
    app.include_router(router)
    with TestClient(app) as client:
        assert client.get("/").json() == 1
    assert "parameters" not in app.openapi()["paths"]["/"]["get"]


def test_connections_and_websockets_have_typed_states_too():
    app = Etude(lifespan=lifespan)

    @app.websocket("/")
    async def talk(websocket: WebSocket[Keys], number: int = Depends(by_dependency)):
        await websocket.accept()
        await websocket.send_json([websocket.state["number"], number])

    with TestClient(app) as client, client.websocket_connect("/") as websocket:
        assert websocket.receive_json() == [1, 1]


def test_a_subclass_may_say_what_its_state_is():
    class Own(Request[Keys]):
        pass

    assert issubclass(Own, Request)


def test_a_state_is_read_and_written_as_a_mapping():
    state = State({"a": 1})
    state["b"] = 2
    assert (state.b, list(state), len(state), "b" in state) == (2, ["a", "b"], 2, True)
    del state["a"]
    assert dict(state._state) == {"b": 2}
    with pytest.raises(KeyError):
        state["a"]
