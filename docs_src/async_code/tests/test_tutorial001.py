import threading
from inspect import iscoroutinefunction

from etude.testclient import TestClient


def test_the_answer_is_the_list_that_was_waited_for(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == ["shirts", "towels", "socks"]


def test_the_operation_runs_in_the_thread_of_the_event_loop(app):
    assert iscoroutinefunction(app.routes[-1].endpoint)
    threads = []

    @app.get("/async-thread")
    async def remember():
        threads.append(threading.get_ident())

    @app.middleware("http")
    async def remember_loop(request, call_next):
        threads.append(threading.get_ident())
        return await call_next(request)

    TestClient(app).get("/async-thread")

    assert len(threads) == 2
    assert len(set(threads)) == 1
