def test_the_optional_parameter_may_be_left_out(client):
    response = client.get("/items/foo")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo"}


def test_the_optional_parameter_is_used_when_given(client):
    assert client.get("/items/foo?q=oak").json() == {"item_id": "foo", "q": "oak"}


def test_an_empty_text_is_a_value(client):
    assert client.get("/items/foo?q=").json() == {"item_id": "foo", "q": ""}
