def test_only_the_required_parameter_must_be_given(client):
    response = client.get("/items/foo?needy=yes")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo", "needy": "yes", "skip": 0, "limit": None}


def test_all_parameters_can_be_given(client):
    response = client.get("/items/foo?needy=yes&skip=10&limit=5")

    assert response.json() == {"item_id": "foo", "needy": "yes", "skip": 10, "limit": 5}


def test_the_answer_names_the_missing_parameter(client):
    response = client.get("/items/foo?skip=10")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["query", "needy"], "msg": "Field required", "input": None}
        ]
    }
