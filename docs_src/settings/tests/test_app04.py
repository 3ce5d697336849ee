import os

import pytest
from pydantic import ValidationError


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """An environment that sets none of the settings."""
    for name in [name for name in os.environ if name.upper().startswith("SHOP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def variables(monkeypatch):
    """The variables that the page sets."""
    monkeypatch.setenv("SHOP_DATABASE__HOST", "db.example.com")
    monkeypatch.setenv("SHOP_WAREHOUSES", '["Porto", "Faro"]')


def test_defaults_and_the_secret_are_enough(client):
    assert client.get("/info").json() == {
        "database": {"host": "localhost", "port": 5432},
        "warehouses": ["Lisbon"],
        "api_token": "**********",
    }


def test_nested_fields_and_lists_come_from_variables(variables, client):
    assert client.get("/info").json() == {
        "database": {"host": "db.example.com", "port": 5432},
        "warehouses": ["Porto", "Faro"],
        "api_token": "**********",
    }


def test_the_secret_can_be_read_where_it_is_needed(module):
    assert module.settings.api_token.get_secret_value() == "paper-lantern-42"


def test_a_variable_wins_over_the_secrets_folder(module, monkeypatch):
    monkeypatch.setenv("SHOP_API_TOKEN", "from-the-environment")

    assert type(module.settings)().api_token.get_secret_value() == "from-the-environment"


def test_a_name_without_the_prefix_is_not_read(module, monkeypatch):
    monkeypatch.setenv("WAREHOUSES", '["Porto"]')

    assert type(module.settings)().warehouses == ["Lisbon"]


def test_a_missing_secret_is_an_error(module, folder):
    (folder / "app04" / "secrets" / "shop_api_token").unlink()

    with pytest.raises(ValidationError, match="api_token\n  Field required"):
        type(module.settings)()


def test_a_list_that_is_not_json_is_an_error(module, monkeypatch):
    monkeypatch.setenv("SHOP_WAREHOUSES", "Porto,Faro")

    with pytest.raises(ValueError, match='error parsing value for field "warehouses"'):
        type(module.settings)()
