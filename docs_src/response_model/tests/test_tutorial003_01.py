MILA = {"username": "mila", "password": "blue-door-7", "email": "mila@example.com"}


def test_the_password_does_not_come_back(client):
    response = client.post("/user/", json=MILA)

    assert response.status_code == 200
    assert response.json() == {
        "username": "mila",
        "email": "mila@example.com",
        "full_name": None,
    }


def test_the_document_promises_no_password(app):
    operation = app.openapi()["paths"]["/user/"]["post"]
    (name,) = (
        operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        .rsplit("/", 1)[-1:]
    )

    assert "password" not in app.openapi()["components"]["schemas"][name]["properties"]
