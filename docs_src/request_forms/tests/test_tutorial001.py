MILA = {"username": "mila", "password": "blue-door-7"}


def test_the_fields_of_a_form_are_read(client):
    response = client.post("/login/", data=MILA)

    assert response.status_code == 200
    assert response.json() == {"username": "mila"}


def test_the_form_may_come_in_parts(client):
    parts = {name: (None, value) for name, value in MILA.items()}

    assert client.post("/login/", files=parts).json() == {"username": "mila"}


def test_a_missing_field_is_named(client):
    response = client.post("/login/", data={"username": "mila"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["body", "password"], "msg": "Field required", "input": None}
        ]
    }


def test_json_is_no_form(client):
    response = client.post("/login/", json=MILA)

    assert [error["loc"] for error in response.json()["detail"]] == [
        ["body", "username"],
        ["body", "password"],
    ]


def test_the_document_says_how_the_form_is_encoded(app):
    content = app.openapi()["paths"]["/login/"]["post"]["requestBody"]["content"]

    assert list(content) == ["application/x-www-form-urlencoded"]
