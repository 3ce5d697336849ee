def test_the_operation_is_not_in_the_document(app):
    assert app.openapi()["paths"] == {}


def test_the_operation_answers_all_the_same(client):
    assert client.get("/items/").json() == [{"item_id": "kettle"}]
