MILA = {"username": "mila", "password": "blue-door-7", "email": "mila@example.com"}


def test_the_password_comes_back(client):
    response = client.post("/user/", json=MILA)

    assert response.status_code == 200
    assert response.json() == {**MILA, "full_name": None}


def test_an_address_of_mail_is_checked(client):
    response = client.post("/user/", json={**MILA, "email": "mila"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "email"]
