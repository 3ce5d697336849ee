import signal
import sys
from http.client import HTTPConnection

import pytest


def test_work_is_done_while_the_process_runs(client):
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get("/work?seconds=0").json() == {"status": "done"}


def test_while_it_stops_new_work_is_refused(client, app):
    app.state.is_stopping = True

    ready, work = client.get("/readyz"), client.get("/work")

    assert (ready.status_code, ready.json()) == (503, {"detail": "Stopping"})
    assert (work.status_code, work.json()) == (503, {"detail": "Ask another process"})
    assert work.headers["Retry-After"] == "1"


def ask(server, path):
    connection = send(server, path)
    try:
        return receive(connection)
    finally:
        connection.close()


def send(server, path):
    connection = HTTPConnection(server.url[len("http://") :], timeout=30)
    connection.request("GET", path)
    return connection


def receive(connection):
    response = connection.getresponse()
    return response.status, response.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that can be handled")
def test_sigterm_turns_readiness_off_and_lets_running_work_finish(serve):
    server = serve(DRAIN_SECONDS="2")
    running = send(server, "/work?seconds=1")
    for _ in range(20):  # one thread answers all: after these it has read the request before them
        assert ask(server, "/readyz")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    states = set()
    while 503 not in states:
        states.add(ask(server, "/readyz")[0])

    assert ask(server, "/work") == (503, '{"detail":"Ask another process"}')
    assert receive(running) == (200, '{"status":"done"}')
    running.close()
    assert server.process.wait(timeout=30) in {0, -signal.SIGTERM}
