ITEMS = [{"name": "Lamp"}, {"name": "Chair"}]


def test_q_has_a_default(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS, "q": "fixedquery"}


def test_q_may_be_given(client):
    assert client.get("/items/?q=oak").json() == {"items": ITEMS, "q": "oak"}


def test_an_empty_q_is_refused_and_not_replaced_by_the_default(client):
    response = client.get("/items/?q=")

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "string_too_short"
