import pytest


@pytest.mark.parametrize("length", [3, 50])
def test_q_may_have_three_to_fifty_characters(client, length):
    response = client.get("/items/", params={"q": "x" * length})

    assert response.status_code == 200
    assert response.json()["q"] == "x" * length


def test_q_may_be_left_out(client):
    assert client.get("/items/").json() == {"items": [{"name": "Lamp"}, {"name": "Chair"}]}


def test_a_shorter_q_is_refused(client):
    response = client.get("/items/?q=ab")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_too_short",
                "loc": ["query", "q"],
                "msg": "String should have at least 3 characters",
                "input": "ab",
                "ctx": {"min_length": 3},
            }
        ]
    }


def test_a_longer_q_is_refused(client):
    response = client.get("/items/", params={"q": "x" * 51})

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "string_too_long"
