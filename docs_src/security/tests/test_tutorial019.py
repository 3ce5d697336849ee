import pytest

PARTNER = {"X-Partner-Key": "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU"}
USER = {"Authorization": "Bearer of-ada"}


def test_both_are_enough(client):
    response = client.get("/orders/", headers={**PARTNER, **USER})

    assert response.json() == ["desk", "lamp"]


@pytest.mark.parametrize("headers", [{}, PARTNER, USER, {**USER, "X-Partner-Key": "oak"}])
def test_one_alone_is_not(client, headers):
    assert client.get("/orders/", headers=headers).status_code == 401


def test_the_document_says_that_both_are_needed(client):
    operation = client.get("/openapi.json").json()["paths"]["/orders/"]["get"]

    assert operation["security"] == [{"APIKeyHeader": [], "HTTPBearer": []}]
