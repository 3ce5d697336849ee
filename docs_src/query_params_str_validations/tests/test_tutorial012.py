def test_the_list_has_a_default(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"q": ["foo", "bar"]}


def test_given_values_replace_the_default(client):
    assert client.get("/items/?q=oak").json() == {"q": ["oak"]}


def test_the_default_is_documented(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["schema"]["default"] == ["foo", "bar"]
