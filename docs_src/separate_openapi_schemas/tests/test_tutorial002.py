def test_one_schema_serves_requests_and_answers(client):
    document = client.get("/openapi.json").json()

    assert document["components"]["schemas"]["Item"] == {
        "properties": {
            "name": {"type": "string", "title": "Name"},
            "description": {
                "anyOf": [{"type": "string"}, {"type": "null"}],
                "title": "Description",
            },
        },
        "type": "object",
        "required": ["name"],
        "title": "Item",
    }
    assert "Item-Input" not in document["components"]["schemas"]
    assert "Item-Output" not in document["components"]["schemas"]


def test_the_answers_are_those_of_two_schemas(client):
    assert client.get("/items/").json()[1] == {"name": "Chair", "description": None}


def test_a_body_without_a_name_is_refused(client):
    assert client.post("/items/", json={}).status_code == 422
