"""A record of what happens around dependencies that yield."""

import asyncio

import pytest


class Events(list):
    """What happened, in order; `A in` and `A out` stand for the code around the yield of A."""

    def opening(self, name, *, kind="async", instead=None):
        """Return a dependency that yields its name; it raises `instead` of what reaches it."""

        async def dependency():
            self.append(f"{name} in")
            try:
                yield name
            except BaseException as error:
                self._failed(name, error, instead)
            else:
                self.append(f"{name} out")

        def plain_dependency():
            self.append(f"{name} in")
            try:
                yield name
            except BaseException as error:
                self._failed(name, error, instead)
            else:
                self.append(f"{name} out")

        return dependency if kind == "async" else plain_dependency

    def _failed(self, name, error, instead):
        self.append(f"{name} exc {type(error).__name__}")
        if instead is None:
            raise error
        raise instead

    def swallowing(self, name):
        """Return a dependency that keeps every exception to itself."""

        async def dependency():
            try:
                yield name
            except Exception as error:
                self.append(f"{name} keeps {type(error).__name__}")

        return dependency

    def ending_with(self, name, error):
        """Return a dependency that raises an error after its yield."""

        async def dependency():
            yield name
            self.append(f"{name} raises")
            raise error

        return dependency

    def task(self):
        """Be a background task."""
        self.append("bg")

    def serve(self, app, *, messages=None, spec_version="2.3"):
        """Let an application answer one request, and note what it sends and raises."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": spec_version},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "root_path": "",
            "headers": [],
        }
        received = iter(messages or [{"type": "http.request", "body": b""}])

        async def receive():
            try:
                return next(received)
            except StopIteration:
                return await asyncio.Future()

        async def send(message):
            if message["type"] == "http.response.start":
                self.append(f"send {message['status']}")
            elif message.get("body"):
                self.append("send body")

        try:
            asyncio.run(app(scope, receive, send))
        except BaseException as error:
            self.append(f"server {type(error).__name__}")
        return list(self)


@pytest.fixture
def events():
    """An empty record."""
    return Events()


@pytest.fixture(params=["asyncio", "trio"])
def backend(request):
    """The name of an event loop; what uses it runs on each."""
    return request.param
