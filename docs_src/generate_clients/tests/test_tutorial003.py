import json


def operation_ids(document):
    return [
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
    ]


def test_the_operations_are_named_by_tag_and_function(app):
    assert operation_ids(app.openapi()) == [
        "items-create_item",
        "items-get_items",
        "users-create_user",
    ]


def test_the_operations_answer(client):
    user = client.post("/users/", json={"username": "amina", "email": "amina@example.com"})

    assert user.json() == {"message": "Welcome, amina"}
    assert [item["name"] for item in client.get("/items/").json()] == ["Kettle", "Teapot"]
    assert client.post("/items/", json={"name": "Kettle"}).status_code == 422


def test_the_stored_document_is_that_of_this_app(app, folder):
    stored = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))

    assert stored == json.loads(json.dumps(app.openapi()))
