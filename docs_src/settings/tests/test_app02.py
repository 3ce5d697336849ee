import pytest
from pydantic import ValidationError


def test_the_settings_are_read_at_the_first_request(client, monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "harbour@example.com")

    assert client.get("/info").json() == {
        "app_name": "Awesome API",
        "admin_email": "harbour@example.com",
        "items_per_user": 50,
    }


def test_the_settings_are_read_once(client, module, monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "harbour@example.com")
    client.get("/info")
    monkeypatch.setenv("ADMIN_EMAIL", "lighthouse@example.com")

    assert client.get("/info").json()["admin_email"] == "harbour@example.com"
    assert module.get_settings.cache_info().misses == 1


def test_a_missing_variable_is_noticed_at_the_first_request_only(client, monkeypatch):
    monkeypatch.delenv("ADMIN_EMAIL", raising=False)

    with pytest.raises(ValidationError, match="admin_email"):
        client.get("/info")
