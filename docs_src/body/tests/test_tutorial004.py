TABLE = {"name": "Table", "description": None, "price": 120.5, "tax": None}


def test_path_query_and_body_are_told_apart(client):
    response = client.put("/items/5?q=oak", json={"name": "Table", "price": 120.5})

    assert response.status_code == 200
    assert response.json() == {"item_id": 5, **TABLE, "q": "oak"}


def test_the_query_parameter_is_optional(client):
    response = client.put("/items/5", json={"name": "Table", "price": 120.5})

    assert response.status_code == 200
    assert response.json() == {"item_id": 5, **TABLE}


def test_the_body_is_required(client):
    response = client.put("/items/5?q=oak")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [{"type": "missing", "loc": ["body"], "msg": "Field required", "input": None}]
    }
