def test_an_item_that_is_there_is_changed(client):
    response = client.put("/items/lamp", json={"name": "Floor lamp", "size": 150})

    assert response.status_code == 200
    assert response.json() == {"name": "Floor lamp", "size": 150}


def test_an_item_that_is_not_there_is_created(client):
    response = client.put("/items/bed", json={"name": "Bed", "size": 200})

    assert response.status_code == 201
    assert response.json() == {"name": "Bed", "size": 200}
    assert client.put("/items/bed", json={"name": "Bed"}).status_code == 200


def test_wrong_data_is_refused(client):
    response = client.put("/items/lamp", json={"size": "large"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "size"]


def test_the_document_knows_both(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["put"]["responses"]
    assert list(responses) == ["200", "201", "422"]
