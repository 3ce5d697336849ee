def test_the_id_comes_from_the_path_and_the_item_from_the_body(client):
    response = client.put("/items/5", json={"name": "Table", "price": 120.5})

    assert response.status_code == 200
    assert response.json() == {
        "item_id": 5,
        "name": "Table",
        "description": None,
        "price": 120.5,
        "tax": None,
    }


def test_errors_in_path_and_body_are_reported_together(client):
    response = client.put("/items/five", json={"name": "Table"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["path", "item_id"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "five",
            },
            {
                "type": "missing",
                "loc": ["body", "price"],
                "msg": "Field required",
                "input": {"name": "Table"},
            },
        ]
    }
