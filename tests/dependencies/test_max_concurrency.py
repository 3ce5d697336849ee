"""Promises about `Depends(..., max_concurrency=n)`."""

import functools
import threading

import anyio
import pytest
from anyio.lowlevel import checkpoint
from starlette.responses import Response
from typing_extensions import Annotated

from etude import BackgroundTasks, Depends, Etude


class Room:
    """Counts who is inside, and remembers the greatest number."""

    def __init__(self):
        self.inside = self.most = 0
        self._lock = threading.Lock()

    def enter(self):
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)

    def leave(self):
        with self._lock:
            self.inside -= 1

    async def visit(self):
        self.enter()
        for _ in range(5):
            await checkpoint()
        self.leave()

    async def stay(self):
        self.enter()
        yield
        self.leave()


@pytest.fixture
def room():
    return Room()


async def pause():
    for _ in range(5):
        await checkpoint()


async def request(app, path):
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}

    async def send(message):
        if message["type"] == "http.response.start":
            assert message["status"] == 200
        await pause()

    await app(scope, None, send)


def serve(app, paths, backend="asyncio"):
    """Let an application answer requests that all come at the same time."""

    async def serve_all():
        with anyio.fail_after(10):
            async with anyio.create_task_group() as tasks:
                for path in paths:
                    tasks.start_soon(request, app, path)

    anyio.run(serve_all, backend=backend)


def app_with(*dependencies, endpoint=pause):
    """Return an application that serves a path, named by its number, for each dependency."""
    app = Etude()
    for number, depends in enumerate(dependencies):
        app.add_api_route(f"/{number}", endpoint, dependencies=[depends])
    return app


@pytest.mark.parametrize(("number", "most"), [(None, 5), (1, 1), (2, 2), (9, 5)])
@pytest.mark.parametrize("name", ["visit", "stay"])
@pytest.mark.parametrize("scope", ["function", "request"])
def test_only_so_many_requests_are_inside(room, backend, number, most, name, scope):
    dependency = getattr(room, name)
    app = app_with(Depends(dependency, max_concurrency=number, scope=scope))
    serve(app, ["/0"] * 5, backend)
    assert (room.most, room.inside) == (most, 0)


@pytest.mark.parametrize("scope", ["function", "request"])
def test_a_synchronous_dependency_keeps_its_place_until_it_is_left(room, scope):
    two = threading.Barrier(2)

    def stay():
        room.enter()
        two.wait(timeout=30)  # breaks unless another one is inside as well
        yield
        room.leave()

    app = app_with(Depends(stay, max_concurrency=2, scope=scope))
    serve(app, ["/0"] * 6)
    assert (room.most, room.inside) == (2, 0)


def test_functions_and_classes_in_threads_are_limited_too(room):
    two = threading.Barrier(2)

    class Visit:
        def __init__(self):
            room.enter()
            two.wait(timeout=10)  # breaks unless another one is inside as well
            room.leave()

    serve(app_with(Depends(Visit, max_concurrency=2)), ["/0"] * 4)
    assert room.most == 2


def test_an_argument_is_limited_like_a_listed_dependency(room):
    limited, app = Depends(room.visit, max_concurrency=1), Etude()

    @app.get("/")
    async def read(value: Annotated[None, limited]):
        await pause()

    serve(app, ["/"] * 3)
    assert room.most == 1


def test_the_place_is_kept_until_background_tasks_are_done(room):
    app = Etude()

    @app.get("/", dependencies=[Depends(room.stay, max_concurrency=1)])
    async def read(tasks: BackgroundTasks):
        tasks.add_task(pause)

    serve(app, ["/"] * 3)
    assert room.most == 1


@pytest.mark.parametrize("stays", [True, False])
def test_a_place_is_free_again_after_an_error(stays):
    async def stay():
        yield

    async def fail():
        raise ValueError("x")

    dependency = Depends(stay if stays else fail, max_concurrency=1)
    app = app_with(dependency, endpoint=fail)
    app.add_exception_handler(ValueError, lambda request, error: Response())
    serve(app, ["/0"] * 3)


def test_one_marker_is_one_limit_for_all_operations(room):
    shared = Depends(room.visit, max_concurrency=1)
    serve(app_with(shared, shared), ["/0", "/1"])
    assert room.most == 1


def test_two_markers_are_two_limits(room):
    markers = [Depends(room.visit, max_concurrency=1) for _ in range(3)]
    serve(app_with(*markers), ["/0", "/0", "/1", "/1", "/2"])
    assert room.most == 3


def test_an_alias_of_an_annotation_is_one_limit(room):
    Visited = Annotated[None, Depends(room.visit, max_concurrency=1)]
    app = Etude()

    @app.get("/0")
    async def read(value: Visited):
        pass

    @app.get("/1")
    async def read_too(value: Visited):
        pass

    serve(app, ["/0", "/1", "/1"])
    assert room.most == 1


def test_the_limit_holds_for_a_replacement(room):
    app = app_with(Depends(pause, max_concurrency=1))
    app.dependency_overrides[pause] = room.visit
    serve(app, ["/0"] * 3)
    assert room.most == 1


def test_who_waits_occupies_no_thread():
    inside, free = [], threading.Event()

    def hold():
        inside.append(1)
        assert free.wait(timeout=10)

    def other():
        free.set()

    app = app_with(Depends(hold, max_concurrency=1), Depends(other))

    async def serve_both():
        anyio.to_thread.current_default_thread_limiter().total_tokens = 2
        with anyio.fail_after(10):
            async with anyio.create_task_group() as tasks:
                for path in ("/0", "/0", "/0", "/1"):
                    tasks.start_soon(request, app, path)

    anyio.run(serve_both)
    assert len(inside) == 3


def test_each_event_loop_counts_for_itself(room):
    app = app_with(Depends(room.visit, max_concurrency=1))
    for _ in range(2):
        serve(app, ["/0", "/0"])
    assert room.most == 1


@pytest.mark.parametrize("number", [0, -1, "1", 1.0, True])
def test_a_limit_is_a_positive_integer_or_none(number):
    with pytest.raises(ValueError, match="must be a positive integer, or None for no limit"):
        Depends(functools.partial(int), max_concurrency=number)
