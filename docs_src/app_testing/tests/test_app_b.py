TOKEN = {"X-Token": "coneofsilence"}


def test_a_created_item_can_be_read(client):
    shelf = {"id": "shelf", "title": "Oak shelf"}

    assert client.post("/items/", headers=TOKEN, json=shelf).status_code == 200
    response = client.get("/items/shelf", headers=TOKEN)
    assert response.json() == {**shelf, "description": None}


def test_the_header_is_asked_for(client):
    assert client.get("/items/lamp").status_code == 422
    response = client.get("/items/lamp", headers={"X-Token": "guessed"})
    assert response.status_code == 400
    assert response.json() == {"detail": "Invalid X-Token header"}


def test_an_item_is_there_once(client):
    lamp = {"id": "lamp", "title": "Another lamp"}
    response = client.post("/items/", headers=TOKEN, json=lamp)

    assert response.status_code == 409
    assert response.json() == {"detail": "Item already exists"}
