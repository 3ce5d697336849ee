def test_the_value_from_the_path_arrives_as_text(client):
    response = client.get("/items/foo")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo"}


def test_digits_stay_text_without_a_type(client):
    assert client.get("/items/3").json() == {"item_id": "3"}


def test_percent_encoding_is_decoded(client):
    assert client.get("/items/caf%C3%A9%20noir").json() == {"item_id": "caf\u00e9 noir"}


def test_a_path_without_the_value_is_not_found(client):
    assert client.get("/items/").status_code == 404
