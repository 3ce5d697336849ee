def test_the_hidden_parameter_works(client):
    response = client.get("/items/?hidden_query=oak")

    assert response.status_code == 200
    assert response.json() == {"hidden_query": "oak"}


def test_the_hidden_parameter_may_be_left_out(client):
    assert client.get("/items/").json() == {"hidden_query": "Not found"}


def test_the_hidden_parameter_is_not_documented(app):
    assert "parameters" not in app.openapi()["paths"]["/items/"]["get"]
