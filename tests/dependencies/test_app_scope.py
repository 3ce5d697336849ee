"""Promises about dependencies with `scope="app"`, and about `resolve()`."""

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import anyio
import pytest
from pydantic import BaseModel
from starlette.applications import Starlette
from typing_extensions import Annotated

from etude import APIRouter, BackgroundTasks, Depends, Etude, Request, Security, WebSocket
from etude.exceptions import DeclarationError, DependencyScopeError, EtudeError
from etude.routing import APIRoute
from etude.testclient import TestClient


class Pool:
    """Something that is opened once, and closed."""


@pytest.fixture
def pool(events):
    """Return a dependency that opens a pool, and notes what happens to it."""

    async def open_pool():
        events.append("open")
        pool = Pool()
        try:
            yield pool
        finally:
            events.append("close")

    return open_pool


def serve(app):
    with TestClient(app):
        pass


def start(app):
    """Start and stop an application without a client, which older ones leave open after a failure."""

    async def main():
        async with app.router.lifespan_context(app):
            pass

    asyncio.run(main())


def resolve(app, dependency):
    """Return what a command gets for a dependency."""

    async def main():
        async with app.resolve(dependency) as value:
            return value

    return asyncio.run(main())


def generator():
    yield "made"


async def async_generator():
    yield "made"


async def coroutine():
    return "made"


class Made(str):
    def __new__(cls):
        return super().__new__(cls, "made")


class Model(BaseModel):
    def __eq__(self, other):
        return other == "made"


KINDS = [
    generator,
    async_generator,
    coroutine,
    Made,
    Model,
    lambda: "made",
    contextmanager(generator),
    asynccontextmanager(async_generator),
]


# Made once at start, closed at shutdown


def test_it_is_made_at_start_and_closed_at_shutdown(events, pool):
    app = Etude()

    @app.get("/")
    def read(found: Annotated[Pool, Depends(pool, scope="app")]):
        events.append("request")
        return id(found)

    with TestClient(app) as client:
        assert events == ["open"]
        assert client.get("/").json() == client.get("/").json()
    assert events == ["open", "request", "request", "close"]


@pytest.mark.parametrize("dependency", KINDS)
def test_every_kind_of_callable_is_called_once(dependency):
    app, seen = Etude(), []

    @app.get("/")
    def read(found: Annotated[Any, Depends(dependency, scope="app")]):
        seen.append(found)

    with TestClient(app) as client:
        client.get("/")
        client.get("/")
    assert seen[0] is seen[1]
    assert seen[0] == "made"


def test_all_operations_websockets_and_routers_share_it(events, pool):
    app, router = Etude(), APIRouter(dependencies=[Depends(pool, scope="app")])
    router.get("/router")(lambda: None)
    app.include_router(router)

    @app.get("/operation")
    def read(found: Annotated[Pool, Depends(pool, scope="app")]):
        return id(found)

    @app.websocket("/talk")
    async def talk(websocket: WebSocket, found: Annotated[Pool, Depends(pool, scope="app")]):
        await websocket.accept()
        await websocket.send_json(id(found))

    with TestClient(app) as client:
        assert client.get("/router").status_code == 200
        with client.websocket_connect("/talk") as websocket:
            assert websocket.receive_json() == client.get("/operation").json()
    assert events == ["open", "close"]


def test_it_is_there_for_frontends(tmp_path, events, pool):
    (tmp_path / "index.html").write_text("page")
    app = Etude(dependencies=[Depends(pool, scope="app")])
    app.frontend("/", directory=tmp_path)
    with TestClient(app) as client:
        assert client.get("/").text == "page"
    assert events == ["open", "close"]


def test_it_depends_on_others_that_live_as_long(events):
    def address():
        events.append("address")
        return "here"

    def connect(to: Annotated[str, Depends(address)]):
        events.append(f"connect {to}")
        yield f"connection {to}"
        events.append("disconnect")

    def repository(connection: Annotated[str, Depends(connect)]):
        return f"repository on {connection}"

    app = Etude()

    @app.get("/")
    def read(
        found: Annotated[str, Depends(repository, scope="app")],
        other: Annotated[str, Depends(connect, scope="app")],
    ):
        return [found, other]

    with TestClient(app) as client:
        assert client.get("/").json() == ["repository on connection here", "connection here"]
    assert events == ["address", "connect here", "disconnect"]


def test_what_a_dependency_needs_and_does_not_take_is_made_too(events, pool):
    events_before = events

    def session(first: Annotated[Any, Depends(pool, scope="app")]):
        events_before.append("session")

    app = Etude(dependencies=[Depends(session)])
    app.get("/")(lambda: None)
    with TestClient(app) as client:
        client.get("/")
        client.get("/")
    assert events == ["open", "session", "session", "close"]


def test_they_are_closed_in_reverse_order_and_after_the_lifespan(events):
    @asynccontextmanager
    async def lifespan(app):
        events.append("lifespan in")
        yield
        events.append("lifespan out")

    app = Etude(lifespan=lifespan)
    for name in "AB":
        app.get(f"/{name}", dependencies=[Depends(events.opening(name), scope="app")])(lambda: None)
    serve(app)
    assert events == ["A in", "B in", "lifespan in", "lifespan out", "B out", "A out"]


def test_one_that_cannot_be_made_stops_the_start_and_closes_the_others(events, pool):
    def fail():
        raise ValueError("no such host")

    app = Etude(dependencies=[Depends(pool, scope="app"), Depends(fail, scope="app")])
    app.get("/")(lambda: None)
    with pytest.raises(ValueError, match="no such host"):
        start(app)
    assert events == ["open", "close"]


def test_each_start_makes_it_anew(events, pool):
    app = Etude(dependencies=[Depends(pool, scope="app")])
    app.get("/")(lambda: None)
    serve(app)
    serve(app)
    assert events == ["open", "close"] * 2


def test_two_event_loops_have_one_each(pool):
    app = Etude()

    @app.get("/")
    def read(found: Annotated[Pool, Depends(pool, scope="app")]):
        return id(found)

    with TestClient(app) as one, TestClient(app) as two:
        assert one.get("/").json() != two.get("/").json()


def test_an_operation_that_comes_later_has_it_with_its_first_request(events, pool):
    app = Etude()
    with TestClient(app) as client:
        app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)
        assert events == []
        client.get("/")
        client.get("/")
        assert events == ["open"]
    assert events == ["open", "close"]


def test_requests_at_the_same_time_make_one(events):
    async def slow():
        events.append("made")
        await anyio.sleep(0)
        return "slow"

    app, values = Etude(), []

    async def take(call):
        values.append(await app.app_dependencies.value_of(call))

    async def main():
        async with app.router.lifespan_context(app):
            app.get("/", dependencies=[Depends(slow, scope="app")])(lambda: None)
            call = app.routes[-1].plan.call.dependencies[0].call
            async with anyio.create_task_group() as group:
                for _ in range(3):
                    group.start_soon(take, call)

    asyncio.run(main())
    assert values == ["slow"] * 3
    assert events == ["made"]


def test_a_mounted_application_has_its_own(events, pool):
    app, sub = Etude(), Etude()
    for each in (app, sub):

        @each.get("/")
        def read(found: Annotated[Pool, Depends(pool, scope="app")]):
            return id(found)

    app.mount("/sub", sub)
    with TestClient(app) as client:
        assert client.get("/").json() != client.get("/sub/").json()
    assert events == ["open", "open", "close", "close"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_it_works_on_every_backend(events, pool, backend):
    app = Etude()
    app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: 1)
    with TestClient(app, backend=backend) as client:
        assert client.get("/").json() == 1
    assert events == ["open", "close"]


def test_a_route_class_with_a_handler_of_its_own_has_it(events, pool):
    class Own(APIRoute):
        def get_route_handler(self):
            return super().get_route_handler()

    app = Etude()
    app.router.route_class = Own
    app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: 1)
    with TestClient(app) as client:
        assert client.get("/").json() == 1
    assert events == ["open", "close"]


# Overrides


@pytest.mark.parametrize("is_late", [True, False])
def test_it_can_be_overridden_before_and_after_the_start(events, pool, is_late):
    app = Etude()

    @app.get("/")
    def read(found: Annotated[Any, Depends(pool, scope="app")]):
        return isinstance(found, Pool) or found

    def fake():
        events.append("fake")
        return "fake"

    if not is_late:
        app.dependency_overrides[pool] = fake
    with TestClient(app) as client:
        app.dependency_overrides[pool] = fake
        assert [client.get("/").json() for _ in range(2)] == ["fake", "fake"]
        app.dependency_overrides.clear()
        assert client.get("/").json() is True
    assert sorted(events) == ["close", "fake", "open"]


def test_what_depends_on_something_overridden_is_made_with_it(pool):
    def repository(found: Annotated[Any, Depends(pool)]):
        return [type(found).__name__]

    app = Etude()

    @app.get("/")
    def read(found: Annotated[Any, Depends(repository, scope="app")]):
        return found

    with TestClient(app) as client:
        assert client.get("/").json() == ["Pool"]
        app.dependency_overrides[pool] = lambda: "fake"
        assert client.get("/").json() == ["str"]


# resolve()


def test_the_lifespan_and_background_tasks_use_the_one_of_the_requests(events, pool):
    seen = []

    @asynccontextmanager
    async def lifespan(app):
        async with app.resolve(pool) as found:
            seen.append(found)
            yield

    app = Etude(lifespan=lifespan)

    async def work():
        async with app.resolve(pool) as found:
            seen.append(found)

    @app.get("/")
    def read(background: BackgroundTasks, found: Annotated[Pool, Depends(pool, scope="app")]):
        seen.append(found)
        background.add_task(work)

    with TestClient(app) as client:
        client.get("/")
        assert len(seen) == 3
        assert len(set(seen)) == 1
        assert events == ["open"]
    assert events == ["open", "close"]


@pytest.mark.parametrize("dependency", KINDS)
def test_a_command_resolves_every_kind_of_callable(dependency):
    assert resolve(Etude(), dependency) == "made"


@pytest.mark.parametrize("is_declared", [True, False])
def test_in_a_command_it_lives_for_the_block(events, pool, is_declared):
    app = Etude()
    if is_declared:
        app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)

    async def main():
        async with app.resolve(pool):
            events.append("block")

    asyncio.run(main())
    assert events == ["open", "block", "close"]


def test_blocks_inside_each_other_share_what_the_application_shares(events, pool):
    def session(found: Annotated[Pool, Depends(pool, scope="app")]):
        events.append("session")
        yield found
        events.append("end")

    app = Etude()
    app.get("/", dependencies=[Depends(session)])(lambda: None)

    async def main():
        outer, inner = app.resolve(session), app.resolve(session)
        async with app.resolve(pool) as found, outer as first, inner as second:
            assert found is first is second

    asyncio.run(main())
    assert events == ["open", "session", "session", "end", "end", "close"]


def test_the_last_block_closes_whatever_order_they_end_in(events, pool):
    app = Etude()
    app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)

    async def main():
        first, second = app.resolve(pool), app.resolve(pool)
        found = await first.__aenter__()
        assert await second.__aenter__() is found
        await first.__aexit__(None, None, None)
        assert events == ["open"]
        await second.__aexit__(None, None, None)

    asyncio.run(main())
    assert events == ["open", "close"]


def test_within_a_block_a_dependency_is_made_once(events):
    inner = events.opening("inner")

    def left(found: Annotated[Any, Depends(inner)]):
        return found

    def both(one: Annotated[Any, Depends(left)], two: Annotated[Any, Depends(inner)]):
        return one, two

    assert resolve(Etude(), both) == ("inner", "inner")
    assert events == ["inner in", "inner out"]


def test_an_exception_in_a_block_reaches_the_dependency(events):
    app = Etude()

    async def main():
        async with app.resolve(events.opening("A")):
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        asyncio.run(main())
    assert events == ["A in", "A exc ValueError"]


def test_what_is_of_requests_is_made_for_the_block_while_the_application_serves(events):
    session = events.opening("session")
    app = Etude()

    @app.get("/")
    async def read(found: Annotated[str, Depends(session)]):
        async with app.resolve(session) as own:
            events.append(own)

    with TestClient(app) as client:
        client.get("/")
    assert events == ["session in", "session in", "session", "session out", "session out"]


def test_a_block_sees_overrides(pool):
    app = Etude()
    app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)
    app.dependency_overrides[pool] = lambda: "fake"
    assert resolve(app, pool) == "fake"


# Mistakes


def of_query(q: str):
    return q


def of_request(request: Request):
    return request


@pytest.mark.parametrize(("dependency", "name"), [(of_query, "q"), (of_request, "request")])
@pytest.mark.parametrize("is_below", [True, False])
def test_what_needs_a_request_is_refused(dependency, name, is_below):
    def outer(found: Annotated[Any, Depends(dependency)]):
        return found

    asked = outer if is_below else dependency
    message = f"{dependency.__name__}.* takes `{name}` from a request, and is to be made without"
    with pytest.raises(DeclarationError, match=message):
        Etude().get("/", dependencies=[Depends(asked, scope="app")])(lambda: None)
    with pytest.raises(DeclarationError, match=message):
        resolve(Etude(), asked)


def test_it_cannot_depend_on_what_ends_with_the_function(events):
    def outer(found: Annotated[Any, Depends(events.opening("A"), scope="function")]):
        yield found

    with pytest.raises(DependencyScopeError, match=r"until the application stops \(scope='app'\)"):
        Etude().get("/", dependencies=[Depends(outer, scope="app")])(lambda: None)


@pytest.mark.parametrize("option", [{"max_concurrency": 1}, {"use_cache": False}])
def test_options_of_every_call_are_refused(option):
    with pytest.raises(ValueError, match="is called once: remove max_concurrency and use_cache"):
        Depends(len, scope="app", **option)


def test_security_takes_no_scope_of_an_application():
    with pytest.raises(TypeError, match="scope"):
        Security(len, scope="app")  # type: ignore[call-arg]


def test_without_a_lifespan_an_error_says_what_to_do(pool):
    app = Etude()
    app.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)
    with pytest.raises(EtudeError, match=r"enter the client: `with TestClient\(app\) as client`"):
        TestClient(app).get("/")


def test_an_application_that_makes_none_is_named(pool):
    router = APIRouter()
    router.get("/", dependencies=[Depends(pool, scope="app")])(lambda: None)
    app = Starlette()
    app.mount("/sub", router)
    with pytest.raises(EtudeError, match=r"Include the router in an Etude\(\)"):
        TestClient(app).get("/sub/")
