MILA = {"username": "mila", "password": "blue-door-7", "email": "mila@example.com"}


def test_the_password_is_sent_back_in_no_form(client):
    response = client.post("/user/", json=MILA)

    assert response.status_code == 200
    assert response.json() == {
        "username": "mila",
        "email": "mila@example.com",
        "full_name": None,
    }


def test_what_is_stored_has_the_hash_and_not_the_password(module):
    stored = module.save_user(module.UserIn(**MILA))

    assert stored.hashed_password == "not-really-hashed-blue-door-7"
    assert not hasattr(stored, "password")


def test_the_stored_model_is_not_in_the_document(app):
    assert "UserInDB" not in app.openapi()["components"]["schemas"]
