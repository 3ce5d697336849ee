import pytest

AKASHA = {"name": "Akasha", "age": 32, "secret_name": "Lina Brandt"}
PUBLIC = {"name": "Akasha", "age": 32, "id": 1}


def test_the_secret_name_is_stored_and_not_sent_back(client):
    response = client.post("/heroes/", json=AKASHA)

    assert response.status_code == 200
    assert response.json() == PUBLIC
    assert client.get("/heroes/").json() == [PUBLIC]
    assert client.get("/heroes/1").json() == PUBLIC


def test_the_number_is_never_that_of_the_client(client):
    assert client.post("/heroes/", json={**AKASHA, "id": 77}).json() == PUBLIC


def test_the_body_is_checked(client):
    response = client.post("/heroes/", json={"name": "Akasha", "age": "old"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["body", "age"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "old",
            },
            {
                "type": "missing",
                "loc": ["body", "secret_name"],
                "msg": "Field required",
                "input": {"name": "Akasha", "age": "old"},
            },
        ]
    }


def test_an_update_changes_only_what_was_sent(client, module):
    client.post("/heroes/", json=AKASHA)

    response = client.patch("/heroes/1", json={"age": 33})

    assert response.status_code == 200
    assert response.json() == {**PUBLIC, "age": 33}
    with module.Session(module.engine) as session:
        assert session.get(module.Hero, 1).secret_name == "Lina Brandt"


def test_an_update_may_set_a_value_to_null(client):
    client.post("/heroes/", json=AKASHA)

    assert client.patch("/heroes/1", json={"age": None}).json() == {**PUBLIC, "age": None}


@pytest.mark.parametrize("field", ["name", "secret_name"])
def test_an_update_may_not_empty_what_the_table_demands(client, field):
    client.post("/heroes/", json=AKASHA)

    response = client.patch("/heroes/1", json={field: None})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [["body", field]]
    assert client.get("/heroes/1").json() == PUBLIC


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_missing_hero_is_not_found(client, method):
    response = client.request(method, "/heroes/9", json={})

    assert response.status_code == 404
    assert response.json() == {"detail": "Hero not found"}


def test_a_deleted_hero_is_gone(client):
    client.post("/heroes/", json=AKASHA)

    assert client.delete("/heroes/1").json() == {"ok": True}
    assert client.get("/heroes/").json() == []
