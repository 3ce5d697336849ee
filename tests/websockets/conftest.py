"""What the tests of WebSockets share."""

import asyncio

import pytest

from etude import Etude
from etude.testclient import TestClient

DENIAL = {"websocket.http.response": {}}


class Conversation:
    """What an application sent over one connection, and what it raised at the end."""

    def __init__(self):
        self.sent = []
        self.error = None

    @property
    def closes(self):
        return [
            (message["code"], message["reason"])
            for message in self.sent
            if message["type"] == "websocket.close"
        ]

    @property
    def status(self):
        return self.sent[0]["status"]

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.sent[1:])


def _converse(app, path, *texts, disconnect=1000, extensions=DENIAL, query=b"", headers=()):
    """Open a WebSocket, send texts, disconnect, and note how the application takes it."""
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "client": ("testclient", 50000),
        "server": ("testserver", 80),
        "subprotocols": [],
        "state": {},
        "extensions": extensions,
    }
    messages = iter(
        [
            {"type": "websocket.connect"},
            *({"type": "websocket.receive", "text": text} for text in texts),
            {"type": "websocket.disconnect", "code": disconnect, "reason": ""},
        ]
    )
    conversation = Conversation()

    async def receive():
        return next(messages)

    async def send(message):
        conversation.sent.append(message)

    async def run():
        try:
            await app(scope, receive, send)
        except Exception as error:
            conversation.error = error

    asyncio.run(run())
    return conversation


@pytest.fixture(scope="session")
def converse():
    """A function that opens one WebSocket on an application and returns the `Conversation`."""
    return _converse


@pytest.fixture
def app():
    return Etude()


@pytest.fixture
def client(app):
    return TestClient(app)
