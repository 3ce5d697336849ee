import pytest

KEY = "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU"


def test_the_key_is_read_from_the_query(client):
    response = client.get("/items/", params={"api_key": KEY})

    assert response.status_code == 200
    assert response.json() == ["Lamp", "Chair"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "Not authenticated"),
        ("?api_key=", "Not authenticated"),
        ("?api_key=oak", "Invalid API key"),
        (f"?api_key={KEY}&api_key=oak", "Invalid API key"),
    ],
)
def test_without_the_key_the_answer_is_401(client, query, detail):
    response = client.get(f"/items/{query}")

    assert response.status_code == 401
    assert response.json() == {"detail": detail}
    assert response.headers["WWW-Authenticate"] == "APIKey"


def test_the_key_is_not_documented_as_a_parameter(app):
    document = app.openapi()
    (scheme,) = document["components"]["securitySchemes"].values()

    assert scheme == {"type": "apiKey", "in": "query", "name": "api_key"}
    assert "parameters" not in document["paths"]["/items/"]["get"]
