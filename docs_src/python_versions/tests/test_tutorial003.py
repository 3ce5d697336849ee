def test_the_defaults_stand_behind_the_type(client):
    assert client.get("/items/").json() == {"limit": 10, "tags": None}


def test_the_values_are_read_by_the_markers(client):
    response = client.get("/items/?limit=5&tags=oak&tags=ash")

    assert response.json() == {"limit": 5, "tags": ["oak", "ash"]}


def test_the_alias_carries_the_check(client):
    response = client.get("/items/?limit=500")

    assert response.status_code == 422
    assert response.json()["detail"][0]["msg"] == "Input should be less than or equal to 100"
