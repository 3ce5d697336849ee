BODY = {"item": {"name": "Lamp", "price": 45.5}, "user": {"username": "mila"}}


def test_the_query_parameter_stays_in_the_query(client):
    response = client.put("/items/5?q=oak", json={**BODY, "importance": 1})

    assert response.status_code == 200
    assert response.json()["q"] == "oak"
    assert response.json()["importance"] == 1


def test_the_number_in_the_body_is_checked(client):
    response = client.put("/items/5", json={**BODY, "importance": 0})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "greater_than",
                "loc": ["body", "importance"],
                "msg": "Input should be greater than 0",
                "input": 0,
                "ctx": {"gt": 0},
            }
        ]
    }
