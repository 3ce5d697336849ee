from pathlib import Path

import pytest

BILLING = "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU"
WAREHOUSE = "Sop9KPGnGcaTDpwwQyZPgW_jidifum5z"


@pytest.mark.parametrize(("key", "client_name"), [(BILLING, "billing"), (WAREHOUSE, "warehouse")])
def test_each_key_names_its_client(client, key, client_name):
    response = client.get("/items/", headers={"x-api-key": key})

    assert response.status_code == 200
    assert response.json() == {"client": client_name, "items": ["Lamp", "Chair"]}


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": ""}])
def test_without_a_key_the_answer_is_401(client, headers):
    response = client.get("/items/", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "APIKey"


@pytest.mark.parametrize("key", ["oak", b"\xe9", BILLING.lower()])
def test_another_key_is_refused(client, key):
    response = client.get("/items/", headers={"X-API-Key": key})

    assert response.status_code == 401
    assert response.json() == {"detail": "Invalid API key"}
    assert response.headers["WWW-Authenticate"] == "APIKey"


def test_the_keys_are_not_in_the_program(module):
    assert BILLING not in Path(module.__file__).read_text()


def test_the_document_says_where_the_key_goes(app):
    (scheme,) = app.openapi()["components"]["securitySchemes"].values()

    assert scheme == {"type": "apiKey", "in": "header", "name": "X-API-Key"}
