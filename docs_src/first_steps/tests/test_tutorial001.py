def test_the_root_greets_the_world(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"message": "Hello World"}


def test_an_unknown_path_is_not_found(client):
    response = client.get("/elsewhere")

    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}


def test_a_method_without_operation_is_refused_and_the_others_are_named(client):
    response = client.post("/")

    assert response.status_code == 405
    assert response.json() == {"detail": "Method Not Allowed"}
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
