import pytest

BILLING = "VsIhFLUIkJAAg73PVusZJ-8qM2qEilFU"
WAREHOUSE = "Sop9KPGnGcaTDpwwQyZPgW_jidifum5z"


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {"X-API-Key": BILLING}),
        (f"?api_key={BILLING}", {}),
        ("", {"Cookie": f"session={BILLING}"}),
    ],
)
def test_a_key_in_any_of_the_places_is_enough(client, query, headers):
    response = client.get(f"/me{query}", headers=headers)

    assert response.status_code == 200
    assert response.json() == {"client": "billing"}


def test_the_header_comes_before_the_query(client):
    response = client.get(f"/me?api_key={WAREHOUSE}", headers={"X-API-Key": BILLING})

    assert response.json() == {"client": "billing"}


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "Send a key in a header, in the query or in a cookie"),
        ("?api_key=oak", "Invalid API key"),
    ],
)
def test_without_a_right_key_the_answer_is_our_own(client, query, detail):
    response = client.get(f"/me{query}")

    assert response.status_code == 401
    assert response.json() == {"detail": detail}
    assert response.headers["WWW-Authenticate"] == "APIKey"


def test_the_document_offers_the_schemes_as_alternatives(app):
    assert app.openapi()["paths"]["/me"]["get"]["security"] == [
        {"APIKeyHeader": []},
        {"APIKeyQuery": []},
        {"APIKeyCookie": []},
    ]
