def test_q_is_used(client):
    response = client.get("/items/?q=oak")

    assert response.status_code == 200
    assert response.json() == {"items": [{"name": "Lamp"}, {"name": "Chair"}], "q": "oak"}


def test_q_is_required(client):
    response = client.get("/items/")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["query", "q"], "msg": "Field required", "input": None}
        ]
    }


def test_a_short_q_is_refused(client):
    response = client.get("/items/?q=ab")

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "string_too_short"
