def test_the_operation_id_is_the_given_one(app):
    operation = app.openapi()["paths"]["/items/"]["get"]

    assert operation["operationId"] == "some_specific_id_you_define"


def test_the_operation_answers(client):
    assert client.get("/items/").json() == [{"item_id": "kettle"}]
