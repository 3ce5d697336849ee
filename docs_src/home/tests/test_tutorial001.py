def test_the_root_greets_the_world(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {"Hello": "World"}


def test_an_item_shows_its_number_and_the_query(client):
    response = client.get("/items/5?q=somequery")

    assert response.status_code == 200
    assert response.json() == {"item_id": 5, "q": "somequery"}


def test_the_query_may_be_left_out(client):
    assert client.get("/items/5").json() == {"item_id": 5, "q": None}


def test_the_number_of_an_item_must_be_a_number(client):
    response = client.get("/items/foo")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["path", "item_id"]
