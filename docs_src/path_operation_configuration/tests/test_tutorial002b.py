def test_each_operation_has_its_tag(app):
    tags = {
        (path, method): operation["tags"]
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    }

    assert tags["/items/", "get"] == ["items"]
    assert tags["/users/", "get"] == ["users"]


def test_tags_change_no_answer(client):
    assert client.get("/items/").json() == [{"name": "Lamp", "price": 45.5}]
    assert client.get("/users/").json() == [{"username": "mila"}]
