def test_a_valid_item_is_taken(client):
    item = {"name": "Desk", "price": 80, "size": {"width": 120, "height": 75}}
    response = client.post("/items/", json=item)

    assert response.status_code == 200
    assert response.json() == {"name": "Desk", "draft": False}


def test_the_problem_points_at_each_mistake_in_the_body(client):
    response = client.post("/items/", json={"name": "Desk", "size": {"width": -1, "height": 75}})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "instance": "/items/",
        "errors": [
            {"pointer": "#/price", "detail": "Field required"},
            {"pointer": "#/size/width", "detail": "Input should be greater than 0"},
        ],
    }


def test_a_parameter_is_named_by_its_place_and_its_name(client):
    response = client.post("/items/?draft=maybe", json={"name": "Desk", "price": 80})

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {
            "location": "query",
            "parameter": "draft",
            "detail": "Input should be a valid boolean, unable to interpret input",
        }
    ]
