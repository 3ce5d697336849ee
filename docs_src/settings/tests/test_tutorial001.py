import pytest
from pydantic import ValidationError


def test_what_is_not_set_has_its_default(client):
    response = client.get("/info")

    assert response.status_code == 200
    assert response.json() == {
        "app_name": "Awesome API",
        "admin_email": "harbour@example.com",
        "items_per_user": 50,
    }


def test_variables_of_the_environment_are_read_and_converted(module, monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "harbour@example.com")
    monkeypatch.setenv("APP_NAME", "Harbour API")
    monkeypatch.setenv("items_per_user", "20")

    settings = module.Settings()

    assert (settings.app_name, settings.items_per_user) == ("Harbour API", 20)


def test_a_missing_variable_without_default_is_an_error(module, monkeypatch):
    monkeypatch.delenv("ADMIN_EMAIL", raising=False)

    with pytest.raises(ValidationError, match=r"admin_email\n  Field required"):
        module.Settings()


def test_a_variable_of_the_wrong_type_is_an_error(module, monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "harbour@example.com")
    monkeypatch.setenv("ITEMS_PER_USER", "many")

    with pytest.raises(ValidationError, match="items_per_user\n  Input should be a valid integer"):
        module.Settings()
