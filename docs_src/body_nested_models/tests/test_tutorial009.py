def test_keys_of_json_become_numbers(client):
    response = client.post("/index-weights/", json={"2": 2.2, "3": 3})

    assert response.status_code == 200
    assert response.json() == {"2": 2.2, "3": 3.0}


def test_a_key_that_is_no_number_is_refused(client):
    response = client.post("/index-weights/", json={"two": 2.2})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["body", "two", "[key]"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "two",
            }
        ]
    }
