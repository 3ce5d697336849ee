import gc
import io
import json
import sys

import pytest
from etude.testclient import TestClient


@pytest.fixture
def lines(monkeypatch):
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    return lambda: [json.loads(line) for line in output.getvalue().splitlines()]


def test_an_id_that_the_client_sent_comes_back(client):
    response = client.get("/", headers={"X-Request-ID": "order-17"})

    assert response.headers["X-Request-ID"] == "order-17"


@pytest.mark.parametrize("sent", [None, "two words", "x" * 65, ""])
def test_without_a_usable_id_the_server_makes_one(client, sent):
    made = client.get("/", headers={"X-Request-ID": sent} if sent is not None else {})

    assert len(made.headers["X-Request-ID"]) == 32
    assert made.headers["X-Request-ID"] != client.get("/").headers["X-Request-ID"]


def test_each_line_of_a_request_has_its_id(lines, client):
    client.get("/", headers={"X-Request-ID": "order-17"})

    own, request = lines()
    assert own["message"] == "The shelves are counted"
    assert own["request_id"] == request["request_id"] == "order-17"


def test_one_line_tells_what_a_request_did(lines, client):
    client.get("/nowhere?secret=7")

    (line,) = lines()
    assert line.pop("milliseconds") >= 0
    assert line.pop("time") and line.pop("request_id")
    assert line == {
        "level": "INFO",
        "message": "request",
        "method": "GET",
        "path": "/nowhere",
        "status": 404,
    }


@pytest.fixture
def breaking_client(lines, app):
    @app.get("/broken")
    async def fail():
        raise RuntimeError("no shelf")

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.filterwarnings("ignore:Exception ignored in. .function MemoryObject")
def test_a_failure_is_logged_with_status_500(lines, breaking_client):
    response = breaking_client.get("/broken")
    gc.collect()  # Starlette 0.44 leaves a stream open when an operation below its middleware raises

    assert response.status_code == 500
    assert "X-Request-ID" not in response.headers
    (line,) = lines()
    assert line["status"] == 500


def test_outside_a_request_there_is_no_id(lines, client, module):
    module.logger.warning("Starting")

    assert lines()[0]["request_id"] is None
