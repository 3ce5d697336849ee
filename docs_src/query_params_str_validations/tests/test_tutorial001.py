ITEMS = [{"name": "Lamp"}, {"name": "Chair"}]


def test_q_may_be_left_out(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS}


def test_q_may_have_any_length(client):
    assert client.get("/items/?q=").json() == {"items": ITEMS, "q": ""}
    assert client.get("/items/", params={"q": "x" * 500}).json()["q"] == "x" * 500
