def test_a_tax_gives_a_price_with_tax(client):
    response = client.post("/items/", json={"name": "Table", "price": 120.5, "tax": 24.5})

    assert response.status_code == 200
    assert response.json() == {
        "name": "Table",
        "description": None,
        "price": 120.5,
        "tax": 24.5,
        "price_with_tax": 145.0,
    }


def test_a_tax_of_zero_is_a_tax(client):
    response = client.post("/items/", json={"name": "Table", "price": 120.5, "tax": 0})

    assert response.json()["price_with_tax"] == 120.5


def test_without_tax_there_is_no_price_with_tax(client):
    response = client.post("/items/", json={"name": "Table", "price": 120.5})

    assert response.status_code == 200
    assert response.json() == {"name": "Table", "description": None, "price": 120.5, "tax": None}


def test_an_item_without_price_is_refused(client):
    response = client.post("/items/", json={"name": "Table"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "price"]
