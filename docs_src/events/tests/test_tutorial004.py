import pytest
from etude.testclient import TestClient


def test_the_state_reaches_the_operation(client):
    answer = {"base_url": "https://rates.example", "is_open": True}

    assert client.get("/client").json() == answer


def test_the_client_is_closed_at_the_end(app):
    with TestClient(app) as client:
        shared = client.app_state["client"]
        assert shared.is_open

    assert not shared.is_open


def test_without_a_start_there_is_no_state(app):
    with pytest.raises(AttributeError, match="client"):
        TestClient(app).get("/client")
