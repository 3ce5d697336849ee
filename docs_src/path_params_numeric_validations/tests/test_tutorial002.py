def test_the_order_of_the_arguments_does_not_matter(client):
    assert client.get("/items/12?q=oak").json() == {"item_id": 12, "q": "oak"}


def test_the_query_parameter_without_default_is_required(client):
    response = client.get("/items/12")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "q"]
