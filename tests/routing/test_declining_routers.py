"""Promises about routers that decline some of what comes."""

import pytest
from starlette.routing import Match, Route

from etude import APIRouter, Etude, WebSocket
from etude.responses import PlainTextResponse
from etude.testclient import TestClient
from etude.websockets import WebSocketDisconnect


class OfVersion(APIRouter):
    """Takes what asks for its version."""

    wanted = b""

    def matches(self, scope):
        if dict(scope["headers"]).get(b"x-version") != self.wanted:
            return Match.NONE, {}
        return super().matches(scope)


class First(OfVersion):
    wanted = b"1"


class Second(OfVersion):
    wanted = b"2"


def answering(class_, text):
    router = class_(routes=[Route("/plain", lambda request: PlainTextResponse(text))])

    @router.get("/x")
    def read():
        return text

    @router.websocket("/ws")
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.send_text(text)

    return router


@pytest.fixture(params=["directly", "in another router"])
def client(request):
    app = Etude()
    outer = app if request.param == "directly" else APIRouter()
    for class_, text in ((First, "one"), (Second, "two")):
        outer.include_router(answering(class_, text), prefix="/p")
    if outer is not app:
        app.include_router(outer)
    app.get("/p/{name}")(lambda name: name)
    return TestClient(app)


@pytest.mark.parametrize(("version", "text"), [("1", "one"), ("2", "two"), ("3", "x")])
def test_what_a_router_declines_goes_to_the_routes_after_it(client, version, text):
    assert client.get("/p/x", headers={"x-version": version}).json() == text


def test_every_kind_of_route_can_be_declined(client):
    assert client.get("/p/plain", headers={"x-version": "2"}).text == "two"
    assert client.get("/p/plain").json() == "plain"


def test_a_websocket_can_be_declined(client):
    with client.websocket_connect("/p/ws", headers={"x-version": "2"}) as session:
        assert session.receive_text() == "two"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/p/ws"):
        pass


def test_a_router_that_declines_has_its_inclusion_s_routes_in_the_document(client):
    assert set(client.app.openapi()["paths"]) == {"/p/x", "/p/{name}"}


def test_an_outer_router_declines_for_those_inside():
    app, outer, inner = Etude(), First(), APIRouter()
    inner.get("/x")(lambda: 1)
    outer.include_router(inner)
    app.include_router(outer)
    client = TestClient(app)
    assert client.get("/x", headers={"x-version": "1"}).json() == 1
    assert client.get("/x").status_code == 404
