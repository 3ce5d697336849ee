def test_an_item_is_found(client):
    response = client.get("/items/lamp")

    assert response.status_code == 200
    assert response.json() == {"item_id": "lamp", "name": "A lamp of brass"}


def test_an_error_is_problem_details(client):
    response = client.get("/items/sofa")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no item sofa.",
        "instance": "/items/sofa",
    }


def test_an_unknown_path_is_problem_details_too(client):
    response = client.get("/chairs")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "instance": "/chairs",
    }
