"""Promises about testing an application: what the client does depends on what the application does."""

from contextlib import asynccontextmanager
from functools import lru_cache

import anyio
import pytest
import starlette.testclient
from typing_extensions import Annotated

from etude import APIRouter, BackgroundTasks, Depends, Etude, Header, HTTPException, Request
from etude.responses import PlainTextResponse, Response, StreamingResponse
from etude.security import HTTPBearer
from etude.testclient import TestClient

try:
    import httpx2 as httpx
except ImportError:
    import httpx


class Broken(Exception):
    pass


# Requests


def test_the_client_is_that_of_starlette():
    assert TestClient is starlette.testclient.TestClient
    assert TestClient.__test__ is False


def test_a_test_sees_the_request_as_the_client_sends_it():
    app = Etude()

    @app.get("/é/{name}")
    def read(request: Request, name: str, x: Annotated[str, Header()] = ""):
        return {
            "name": name,
            "host": request.headers["host"],
            "client": list(request.client),
            "root_path": request.scope["root_path"],
            "path": request.scope["path"],
            "query": str(request.query_params),
            "x": x,
        }

    client = TestClient(app, root_path="/proxy", headers={"x": "client"})
    answer = client.get("/é/ü", params={"q": "1"}, headers={"x": "request"}).json()
    assert answer == {
        "name": "ü",
        "host": "testserver",
        "client": ["testclient", 50000],
        "root_path": "/proxy",
        "path": "/é/ü",
        "query": "q=1",
        "x": "request",
    }


def test_the_document_of_the_client_is_that_of_the_application():
    app = Etude()
    app.add_api_route("/", lambda: 1)
    assert TestClient(app).get("/openapi.json").json() == app.openapi()
    below = TestClient(app, root_path="/proxy").get("/openapi.json").json()
    assert below.pop("servers") == [{"url": "/proxy"}]
    assert below == app.openapi()


def test_head_of_a_page_has_the_length_of_the_page():
    client = TestClient(Etude())
    for path in ("/docs", "/redoc", "/openapi.json"):
        head = client.head(path)
        assert head.content == b""
        assert head.headers["content-length"] == str(len(client.get(path).content))


def test_the_call_returns_when_tasks_and_dependencies_are_done():
    log = []

    async def resource():
        yield
        await anyio.sleep(0)
        log.append("closed")

    async def task():
        await anyio.sleep(0)
        log.append("task")

    app = Etude(dependencies=[Depends(resource)])

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(task)

    TestClient(app).get("/")
    assert log == ["task", "closed"]


# Exceptions


def fail():
    raise Broken


async def fail_later():
    yield
    raise Broken


class Halfway(Response):
    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        raise Broken


def fail_afterwards(tasks: BackgroundTasks):
    tasks.add_task(fail)
    return "answered"


@pytest.mark.parametrize(
    ("endpoint", "dependencies", "status", "text"),
    [
        (fail, [], 500, "Internal Server Error"),
        (lambda: Halfway(), [], 200, None),
        (fail_afterwards, [], 200, '"answered"'),
        (lambda: "answered", [Depends(fail_later)], 200, '"answered"'),
    ],
    ids=["endpoint", "response", "task", "closing"],
)
def test_an_unhandled_exception_is_raised_in_the_test_or_seen_as_the_client_sees_it(
    endpoint, dependencies, status, text
):
    app = Etude()
    app.add_api_route("/", endpoint, dependencies=dependencies, response_model=None)
    with pytest.raises(Broken):
        TestClient(app).get("/")
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert answer.status_code == status
    assert text in (None, answer.text)  # older clients lose what was sent before


def test_a_handled_exception_is_not_raised_in_the_test():
    app = Etude(exception_handlers={Broken: lambda request, error: PlainTextResponse("handled")})
    app.add_api_route("/", fail)
    assert TestClient(app).get("/").text == "handled"


def test_an_application_that_answers_nothing_is_noticed():
    app = Etude(exception_handlers={Broken: lambda request, error: None})
    app.add_api_route("/", fail)
    with pytest.raises(AssertionError, match="did not receive any response"):
        TestClient(app).get("/")
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500


# Event loops and lifespans


def test_without_the_lifespan_its_state_is_missing():
    @asynccontextmanager
    async def lifespan(app):
        yield {"known": 1}

    app = Etude(lifespan=lifespan)

    @app.get("/")
    def read(request: Request):
        return request.state.known

    with TestClient(app) as client:
        assert client.get("/").json() == 1
        assert client.app_state == {"known": 1}
    with pytest.raises(AttributeError, match="known"):
        TestClient(app).get("/")


def test_inside_the_block_all_requests_share_one_event_loop():
    app = Etude()
    seen = []

    @app.get("/")
    async def read():
        seen.append(anyio.lowlevel.current_token())

    with TestClient(app) as client:
        client.get("/")
        client.get("/")
    assert seen[0] == seen[1]
    TestClient(app).get("/")
    assert seen[2] != seen[1]


def test_everything_runs_on_trio_too():
    app = Etude()

    def resource():
        yield "resource"

    @app.post("/")
    def read(body: dict, tasks: BackgroundTasks, found: str = Depends(resource)):
        tasks.add_task(body.clear)
        return [body, found]

    @app.get("/stream")
    async def stream():
        async def chunks():
            yield "a"
            await anyio.sleep(0)
            yield "b"

        return StreamingResponse(chunks())

    async def greet(websocket):
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    app.router.add_websocket_route("/ws", greet)
    with TestClient(app, backend="trio") as client:
        assert client.post("/", json={"a": 1}).json() == [{"a": 1}, "resource"]
        assert client.get("/stream").text == "ab"
        with client.websocket_connect("/ws") as websocket:
            assert websocket.receive_text() == "hello"


def test_a_client_works_inside_a_running_event_loop():
    app = Etude()
    app.add_api_route("/", lambda: "answered")

    async def ask():
        return TestClient(app).get("/").json()

    assert anyio.run(ask) == "answered"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_client_asks_an_application_without_its_lifespan(backend):
    ran = []
    app = Etude(on_startup=[lambda: ran.append("startup")])
    app.add_api_route("/", lambda: "answered")
    app.add_api_route("/broken", fail)

    async def ask(path, **options):
        transport = httpx.ASGITransport(app=app, **options)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    def run(path, **options):
        return anyio.run(lambda: ask(path, **options), backend=backend)

    assert run("/").json() == "answered"
    with pytest.raises(Broken):
        run("/broken")
    assert run("/broken", raise_app_exceptions=False).status_code == 500
    assert ran == []


# Overrides and units


@lru_cache(maxsize=None)
def settings():
    return "real settings"


def test_overrides_hold_at_once_for_all_clients_and_can_be_taken_back():
    app = Etude()
    bearer = HTTPBearer()

    @app.get("/")
    def read(
        found: Annotated[str, Depends(settings)], token: Annotated[object, Depends(bearer)] = None
    ):
        return [found, token]

    clients = [TestClient(app), TestClient(app)]
    assert {client.get("/").status_code for client in clients} == {401}
    app.dependency_overrides[bearer] = lambda: "anybody"
    assert clients[1].get("/").json() == ["real settings", "anybody"]
    app.dependency_overrides[settings] = lambda: "test settings"
    assert clients[0].get("/").json() == ["test settings", "anybody"]
    app.dependency_overrides = {}
    assert {client.get("/").status_code for client in clients} == {401}


def test_routes_and_inclusions_can_be_added_while_the_application_serves():
    app = Etude()
    client = TestClient(app)
    assert client.get("/x").status_code == 404
    app.add_api_route("/x", lambda: "x")
    router = APIRouter()
    app.include_router(router, prefix="/r")
    router.add_api_route("/y", lambda: "y")
    assert [client.get("/x").json(), client.get("/r/y").json()] == ["x", "y"]


def test_a_router_can_be_tested_in_an_application_of_its_own():
    router = APIRouter(prefix="/items")
    router.add_api_route("/", lambda: "items")
    app = Etude()
    app.include_router(router)
    assert TestClient(app).get("/items/").json() == "items"


def test_endpoints_can_be_called_directly():
    app = Etude()

    @app.get("/{number}")
    def read(number: int, factor: Annotated[int, Header()] = 2):
        if number < 0:
            raise HTTPException(400)
        return number * factor

    assert read(2) == 4
    with pytest.raises(HTTPException):
        read(-1)
