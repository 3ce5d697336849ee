ITEMS = [{"name": "Lamp"}, {"name": "Chair"}]


def test_q_may_be_left_out(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS}


def test_q_may_have_fifty_characters(client):
    response = client.get("/items/", params={"q": "x" * 50})

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS, "q": "x" * 50}


def test_a_longer_q_is_refused(client):
    response = client.get("/items/", params={"q": "x" * 51})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_too_long",
                "loc": ["query", "q"],
                "msg": "String should have at most 50 characters",
                "input": "x" * 51,
                "ctx": {"max_length": 50},
            }
        ]
    }
