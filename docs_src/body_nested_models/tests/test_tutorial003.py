LAMP = {"name": "Lamp", "price": 45.5}


def test_what_is_sent_twice_arrives_once(client):
    response = client.put("/items/5", json={**LAMP, "tags": ["oak", "elm", "oak"]})

    assert response.status_code == 200
    assert sorted(response.json()["item"]["tags"]) == ["elm", "oak"]


def test_the_document_says_that_entries_are_unique(app):
    tags = app.openapi()["components"]["schemas"]["Item"]["properties"]["tags"]

    assert tags["uniqueItems"] is True
