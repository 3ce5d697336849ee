MILA = {"username": "mila", "password": "blue-door-7"}


def test_each_field_of_the_model_is_a_field_of_the_form(client):
    response = client.post("/login/", data=MILA)

    assert response.status_code == 200
    assert response.json() == MILA


def test_a_missing_field_is_named(client):
    response = client.post("/login/", data={"password": "blue-door-7"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "username"]


def test_other_fields_are_ignored(client):
    assert client.post("/login/", data={**MILA, "remember": "on"}).status_code == 200
