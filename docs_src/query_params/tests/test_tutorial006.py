def test_only_the_required_parameter_must_be_given(client):
    response = client.get("/items/foo?needy=yes")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo", "needy": "yes", "skip": 0, "limit": None}


def test_all_parameters_can_be_given_in_any_order(client):
    response = client.get("/items/foo?limit=5&skip=10&needy=yes")

    assert response.json() == {"item_id": "foo", "needy": "yes", "skip": 10, "limit": 5}


def test_everything_wrong_is_reported_at_once_in_the_order_of_the_function(client):
    response = client.get("/items/foo?limit=many&skip=few")

    number = "Input should be a valid integer, unable to parse string as an integer"
    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["query", "needy"], "msg": "Field required", "input": None},
            {"type": "int_parsing", "loc": ["query", "skip"], "msg": number, "input": "few"},
            {"type": "int_parsing", "loc": ["query", "limit"], "msg": number, "input": "many"},
        ]
    }


def test_null_cannot_be_written_in_a_query(client):
    response = client.get("/items/foo?needy=yes&limit=null")

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "int_parsing"
