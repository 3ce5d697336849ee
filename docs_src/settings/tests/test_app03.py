import os

import pytest


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """An environment that sets none of the settings."""
    for name in ("APP_NAME", "ADMIN_EMAIL", "ITEMS_PER_USER"):
        monkeypatch.delenv(name, raising=False)


def test_the_file_is_read(client):
    assert client.get("/info").json() == {
        "app_name": "Harbour API",
        "admin_email": "harbour@example.com",
        "items_per_user": 50,
    }


def test_a_variable_of_the_environment_wins(client, monkeypatch):
    monkeypatch.setenv("APP_NAME", "Lighthouse API")

    assert client.get("/info").json()["app_name"] == "Lighthouse API"


def test_the_file_is_read_once(client, folder):
    before = client.get("/info").json()
    (folder / ".env").write_text("ADMIN_EMAIL=other@example.com\n", encoding="utf-8")

    assert client.get("/info").json() == before


def test_an_unknown_name_in_the_file_is_an_error(module, folder):
    with (folder / ".env").open("a", encoding="utf-8") as file:
        file.write("COLOUR=blue\n")

    with pytest.raises(ValueError, match="colour\n  Extra inputs are not permitted"):
        module.get_settings()


def test_the_file_does_not_change_the_environment(client):
    client.get("/info")

    assert "ADMIN_EMAIL" not in os.environ
