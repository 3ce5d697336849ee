import threading
from inspect import iscoroutinefunction

import anyio
from anyio.to_thread import current_default_thread_limiter

from etude.testclient import TestClient


def test_the_answer_is_the_same_as_that_of_the_async_operation(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == ["shirts", "towels", "socks"]


def test_the_operation_runs_in_a_thread_of_its_own(app):
    assert not iscoroutinefunction(app.routes[-1].endpoint)
    threads = []

    @app.get("/def-thread")
    def remember():
        threads.append(threading.get_ident())

    @app.middleware("http")
    async def remember_loop(request, call_next):
        threads.append(threading.get_ident())
        return await call_next(request)

    TestClient(app).get("/def-thread")

    assert len(set(threads)) == 2


def test_the_pool_has_forty_threads(form):
    async def size():
        return current_default_thread_limiter().total_tokens

    assert anyio.run(size) == 40
