MILA = {"username": "mila", "password": "blue-door-7"}


def test_the_known_fields_are_read(client):
    assert client.post("/login/", data=MILA).json() == MILA


def test_any_other_field_is_refused(client):
    response = client.post("/login/", data={**MILA, "remember": "on"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["body", "remember"],
                "msg": "Extra inputs are not permitted",
                "input": "on",
            }
        ]
    }
