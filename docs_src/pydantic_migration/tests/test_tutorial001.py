def test_spaces_around_text_are_stripped(client):
    response = client.post("/items/", json={"articleName": "  Lamp "})

    assert response.status_code == 200
    assert response.json() == {"articleName": "Lamp", "description": None}


def test_the_name_of_the_field_is_accepted_too(client):
    assert client.post("/items/", json={"name": "Lamp"}).json()["articleName"] == "Lamp"


def test_the_example_is_in_the_document(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    assert schemas["Item"]["example"] == {"articleName": "Lamp"}


def test_a_number_is_not_text(client):
    response = client.post("/items/", json={"articleName": 5})

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "string_type"
