ITEMS = [{"name": "Lamp"}, {"name": "Chair"}]


def test_the_parameter_is_read_by_its_alias(client):
    response = client.get("/items/?item-query=oak")

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS, "q": "oak"}


def test_the_name_of_the_argument_means_nothing(client):
    response = client.get("/items/?q=oak")

    assert response.status_code == 200
    assert response.json() == {"items": ITEMS}


def test_the_alias_is_documented(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["name"] == "item-query"
