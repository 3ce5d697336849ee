def test_handlers_may_be_given_to_the_application(client):
    response = client.get("/items/lamp")

    assert response.status_code == 409
    assert response.json() == {"message": "No lamp left"}


def test_without_the_exception_the_operation_answers(client):
    assert client.get("/items/desk").json() == {"item_id": "desk"}
