import pytest
from sqlalchemy.exc import IntegrityError

AKASHA = {"name": "Akasha", "age": 32, "secret_name": "Lina Brandt"}


def test_a_hero_is_stored_with_a_number_and_read_again(client):
    response = client.post("/heroes/", json=AKASHA)

    assert response.status_code == 200
    assert response.json() == {**AKASHA, "id": 1}
    assert client.get("/heroes/1").json() == {**AKASHA, "id": 1}


def test_heroes_are_listed_by_number_in_parts(client):
    for name in ("Akasha", "Birk", "Cosma"):
        client.post("/heroes/", json={"name": name, "secret_name": name.upper()})

    names = [hero["name"] for hero in client.get("/heroes/?offset=1&limit=1").json()]

    assert names == ["Birk"]
    assert len(client.get("/heroes/").json()) == 3


def test_a_limit_above_100_is_refused(client):
    response = client.get("/heroes/?limit=101")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "less_than_equal",
                "loc": ["query", "limit"],
                "msg": "Input should be less than or equal to 100",
                "input": "101",
                "ctx": {"le": 100},
            }
        ]
    }


def test_a_deleted_hero_is_gone(client):
    client.post("/heroes/", json=AKASHA)

    assert client.delete("/heroes/1").json() == {"ok": True}
    assert client.get("/heroes/1").status_code == 404


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_missing_hero_is_not_found(client, method):
    response = client.request(method, "/heroes/9")

    assert response.status_code == 404
    assert response.json() == {"detail": "Hero not found"}


def test_the_table_model_does_not_check_the_body(client):
    with pytest.raises(IntegrityError, match=r"hero\.secret_name"):
        client.post("/heroes/", json={"name": "Akasha"})


def test_a_client_may_choose_the_number_of_a_table_model(client):
    assert client.post("/heroes/", json={**AKASHA, "id": 77}).json()["id"] == 77


def test_sqlite_reads_a_negative_limit_as_no_limit(client):
    client.post("/heroes/", json=AKASHA)

    assert len(client.get("/heroes/?limit=-1").json()) == 1
