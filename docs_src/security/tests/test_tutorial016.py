import pytest

FORM = {"grant_type": "password", "username": "johndoe", "password": "secret"}


def test_the_complete_form_is_exchanged_for_a_token(client):
    response = client.post("/token", data=FORM)

    assert response.status_code == 200
    assert response.json() == {"access_token": "johndoe", "token_type": "bearer"}


def test_without_grant_type_the_form_is_refused(client):
    response = client.post("/token", data={"username": "johndoe", "password": "secret"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["body", "grant_type"],
                "msg": "Field required",
                "input": None,
            }
        ]
    }


def test_another_grant_type_is_refused(client):
    response = client.post("/token", data={**FORM, "grant_type": "code"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_pattern_mismatch",
                "loc": ["body", "grant_type"],
                "msg": "String should match pattern '^password$'",
                "input": "code",
                "ctx": {"pattern": "^password$"},
            }
        ]
    }


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"username": "nobody"}])
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(client, wrong):
    response = client.post("/token", data={**FORM, **wrong})

    assert response.status_code == 400
    assert response.json() == {"detail": "Incorrect username or password"}
