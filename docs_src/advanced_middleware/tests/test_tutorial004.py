import pytest
from etude.testclient import TestClient

NORTH = {"X-Tenant": "north"}


def test_what_is_added_runs_around_every_operation(client):
    assert client.get("/", headers=NORTH).json() == {"tenant": "north"}


def test_what_is_wrapped_by_hand_runs_too(module):
    assert TestClient(module.wrapped).get("/", headers=NORTH).json() == {"tenant": "north"}


def test_an_error_in_what_is_added_is_answered_by_the_handler(app):
    response = TestClient(app, raise_server_exceptions=False).get("/")

    assert response.status_code == 500
    assert response.json() == {"message": "Sorry, that was our mistake"}


def test_an_error_in_what_is_wrapped_by_hand_is_answered_by_nobody(module):
    with pytest.raises(KeyError):
        TestClient(module.wrapped).get("/")
    response = TestClient(module.wrapped, raise_server_exceptions=False).get("/")
    assert (response.status_code, response.content) == (500, b"")


def test_what_is_wrapped_is_no_application_any_more(module):
    assert hasattr(module.app, "openapi")
    assert not hasattr(module.wrapped, "openapi")
