def test_the_handler_of_the_exception_answers(client):
    response = client.get("/unicorns/yolo")

    assert response.status_code == 418
    assert response.json() == {"message": "Oops! yolo did something. There goes a rainbow..."}


def test_without_the_exception_the_operation_answers(client):
    assert client.get("/unicorns/mila").json() == {"unicorn_name": "mila"}
