def test_the_required_parameter_is_sent_back(client):
    response = client.get("/items/foo?needy=yes")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo", "needy": "yes"}


def test_the_answer_names_the_missing_parameter(client):
    response = client.get("/items/foo")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["query", "needy"], "msg": "Field required", "input": None}
        ]
    }
