LAMP = {"name": "Lamp", "price": 45.5}
WHOLE_LAMP = {"name": "Lamp", "description": None, "price": 45.5, "tax": None}


def test_path_query_and_body_go_together(client):
    response = client.put("/items/5?q=oak", json=LAMP)

    assert response.json() == {"item_id": 5, "q": "oak", "item": WHOLE_LAMP}


def test_the_body_may_be_left_out(client):
    response = client.put("/items/5")

    assert response.status_code == 200
    assert response.json() == {"item_id": 5}


def test_a_body_that_is_there_must_be_right(client):
    response = client.put("/items/5", json={"name": "Lamp"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "price"]


def test_the_number_in_the_path_has_limits(client):
    assert client.put("/items/1001").json()["detail"][0]["type"] == "less_than_equal"
