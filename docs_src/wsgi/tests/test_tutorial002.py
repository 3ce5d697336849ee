def test_the_old_app_sees_where_it_is_mounted(client):
    response = client.get("/v1/plants/fern")

    assert response.status_code == 200
    assert response.text == "The old app, asked for /v1 and /plants/fern"


def test_the_operation_is_reached_beside_it(client):
    assert client.get("/v2").json() == {"message": "The new app"}


def test_outside_of_the_path_the_old_app_is_not_asked(client):
    response = client.get("/plants/fern")

    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}
