"""What the tests of the framework share."""

import asyncio
import sys

import pytest

from etude import APIRouter, applications, exceptions


class Answer:
    """The messages with which an application answered one request."""

    def __init__(self, messages):
        self.messages = messages

    @property
    def status(self):
        return self.messages[0]["status"]

    @property
    def headers(self):
        return [(name.lower(), value) for name, value in self.messages[0]["headers"]]

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.messages[1:])


def _exchange(app, path="/", *, method="GET", query=b"", headers=(), messages=None, **extra):
    """Let an application answer one request, without a client that corrects or refuses it."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "client": ("testclient", 50000),
        "server": ("testserver", 80),
        **extra,
    }
    received = iter([{"type": "http.request", "body": b""}] if messages is None else messages)
    sent = []

    async def receive():
        return next(received)

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(sent)


@pytest.fixture(name="exchange", scope="session")
def exchange_fixture():
    """A function that sends one raw request to an application and returns its `Answer`."""
    return _exchange


@pytest.fixture
def no_alias():
    """Make `fastapi` mean nothing before a test and after it, whoever has taken the name."""
    _give_the_name_back()
    yield
    _give_the_name_back()


def _give_the_name_back():
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if type(finder).__module__ != "etude.compat.fastapi"
    ]
    for name in [name for name in sys.modules if name.partition(".")[0] == "fastapi"]:
        del sys.modules[name]
    APIRouter.mounted_lifespans = True
    for module in (applications, exceptions):
        for name in [name for name in vars(module) if name.startswith("FastAPI")]:
            delattr(module, name)
