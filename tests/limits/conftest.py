"""What the tests of limits share: a client and a server that can be slow."""

import asyncio

import pytest

SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/",
    "query_string": b"",
    "headers": [(b"content-type", b"application/json")],
    "server": ("testserver", 80),
    "client": ("testclient", 1),
}


class Conversation:
    """What a client sends, piece by piece, and what it was sent."""

    def __init__(self, messages):
        self.sent = []
        self._messages = iter(messages)

    async def receive(self):
        message = next(self._messages, "silence")
        if message == "silence":
            await asyncio.Event().wait()
        if isinstance(message, float):
            await asyncio.sleep(message)
            return await self.receive()
        return message

    async def send(self, message):
        self.sent.append(message)

    @property
    def status(self):
        return self.sent[0]["status"]

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self.sent).decode()


@pytest.fixture
def converse():
    """A function that serves one request of messages, pauses (floats) and `"silence"`."""

    def converse_(app, *messages, **scope):
        conversation = Conversation(messages)
        awaited = app({**SCOPE, **scope}, conversation.receive, conversation.send)

        async def serve():
            await asyncio.wait_for(awaited, 5)

        asyncio.run(serve())
        return conversation

    return converse_


@pytest.fixture
def piece():
    """A function that makes a message of a part of a body; by default more follows."""

    def piece_(body=b"", more_body=True):
        return {"type": "http.request", "body": body, "more_body": more_body}

    return piece_
