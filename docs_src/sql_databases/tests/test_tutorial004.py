import pytest

NOTE = {"text": "Water the plants", "completed": False}


@pytest.fixture
def client(database, module, client):
    return client


def test_a_note_is_stored_and_listed(client, module, database):
    response = client.post("/notes/", json=NOTE)

    assert response.status_code == 200
    assert response.json() == {**NOTE, "id": 1}
    assert client.get("/notes/").json() == [{**NOTE, "id": 1}]
    assert module.engine.dialect.name == database


def test_nothing_is_stored_when_the_body_is_wrong(client):
    response = client.post("/notes/", json={"text": "Water the plants", "completed": "later"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "bool_parsing",
                "loc": ["body", "completed"],
                "msg": "Input should be a valid boolean, unable to interpret input",
                "input": "later",
            }
        ]
    }
    assert client.get("/notes/").json() == []
