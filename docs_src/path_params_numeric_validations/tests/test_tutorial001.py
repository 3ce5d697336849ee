def test_the_number_in_the_path_is_converted(client):
    assert client.get("/items/12").json() == {"item_id": 12}


def test_the_query_has_its_own_name_in_the_address(client):
    response = client.get("/items/12", params={"item-query": "oak"})

    assert response.json() == {"item_id": 12, "q": "oak"}
    assert client.get("/items/12?q=oak").json() == {"item_id": 12}


def test_text_in_the_place_of_the_number_is_refused(client):
    response = client.get("/items/twelve")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["path", "item_id"]


def test_the_title_is_in_the_document(app):
    parameter = app.openapi()["paths"]["/items/{item_id}"]["get"]["parameters"][0]

    assert parameter["required"] is True
    assert parameter["schema"] == {"type": "integer", "title": "The number on the shelf label"}
