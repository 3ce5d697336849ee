def test_users_and_items_are_received(client):
    user = client.post("/users/", json={"username": "amina", "email": "amina@example.com"})
    item = client.post("/items/", json={"name": "Kettle", "price": 42})

    assert user.json() == {"message": "Welcome, amina"}
    assert item.json() == {"message": "Kettle received"}


def test_items_are_listed(client):
    assert [item["name"] for item in client.get("/items/").json()] == ["Kettle", "Teapot"]


def test_each_operation_has_one_tag(app):
    tags = {
        (method, path): operation["tags"]
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    }

    assert tags == {
        ("post", "/items/"): ["items"],
        ("get", "/items/"): ["items"],
        ("post", "/users/"): ["users"],
    }
