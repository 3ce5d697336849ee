def test_only_the_included_fields_are_sent(client):
    assert client.get("/items/chair/name").json() == {"name": "Chair", "description": "Of oak"}


def test_the_excluded_fields_are_not_sent(client):
    assert client.get("/items/chair/public").json() == {
        "name": "Chair",
        "description": "Of oak",
        "price": 80.0,
    }


def test_the_document_still_shows_the_whole_model(app):
    fields = app.openapi()["components"]["schemas"]["Item"]["properties"]

    assert list(fields) == ["name", "description", "price", "tax"]
