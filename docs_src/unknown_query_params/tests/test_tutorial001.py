def test_a_declared_parameter_is_taken(client):
    assert client.get("/items/?limit=3").json() == {"limit": 3}


def test_an_undeclared_one_is_refused(client):
    response = client.get("/items/?limt=3")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["query", "limt"],
                "msg": "Extra inputs are not permitted",
                "input": "3",
            }
        ]
    }


def test_one_operation_takes_anything(client):
    assert client.get("/landing/?campaign=spring").json() == {"message": "Welcome"}
