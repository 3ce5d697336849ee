import pytest

HEADER = 'Digest username="ada", realm="workshop", uri="/me", nc=00000001, response="1949"'


def test_the_fields_are_parsed_and_not_checked(client):
    response = client.get("/me", headers={"Authorization": HEADER})

    assert response.status_code == 200
    assert response.json() == {
        "scheme": "Digest",
        "fields": {
            "username": "ada",
            "realm": "workshop",
            "uri": "/me",
            "nc": "00000001",
            "response": "1949",
        },
    }


def test_what_is_no_list_of_fields_is_refused(client):
    response = client.get("/me", headers={"Authorization": "Digest oak"})

    assert response.status_code == 400
    assert response.json() == {"detail": "Malformed Digest credentials"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer oak"}])
def test_without_digest_credentials_the_answer_is_401(client, headers):
    response = client.get("/me", headers=headers)

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}
    assert response.headers["WWW-Authenticate"] == "Digest"
