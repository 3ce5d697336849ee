def test_the_list_fills_the_layout(client):
    response = client.get("/")

    assert "<title>Plants - testserver</title>" in response.text
    assert '<a href="http://testserver/items/fern">Fern</a>: 12.50 EUR' in response.text


def test_names_are_escaped(client):
    response = client.get("/items/sage")

    assert "<h1>Sage &amp; thyme</h1>" in response.text
    assert "<p>3.90 EUR</p>" in response.text
    assert "<title>Sage &amp; thyme - testserver</title>" in response.text


def test_the_context_processor_sees_the_request(client):
    response = client.get("/", headers={"Host": "plants.example"})

    assert "<title>Plants - plants.example</title>" in response.text


def test_a_list_may_be_empty(client, module):
    module.plants.clear()

    assert "Nothing is for sale today." in client.get("/").text


def test_a_plant_that_is_not_there_is_not_found(client):
    response = client.get("/items/oak")

    assert response.status_code == 404
    assert response.json() == {"detail": "No such plant"}
