def test_the_list_is_empty_by_default(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"q": []}


def test_the_values_are_taken_as_they_are(client):
    assert client.get("/items/?q=oak&q=2").json() == {"q": ["oak", "2"]}


def test_the_documented_items_have_no_type(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["schema"]["items"] == {}
