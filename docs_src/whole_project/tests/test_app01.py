from pathlib import Path

import pytest

PASSWORD = "eleven-blue-doors"


@pytest.fixture
def mila(client):
    registration = {"name": "mila", "password": PASSWORD}
    assert client.post("/users/", json=registration).json() == {"id": 1, "name": "mila"}
    answer = client.post("/token", data={"username": "mila", "password": PASSWORD})
    assert answer.json()["token_type"] == "bearer"
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_books_stay_in_the_database(client, mila):
    assert client.post("/books/", json={"title": "Momo"}, headers=mila).status_code == 201
    assert Path("books.db").is_file()
    assert client.get("/books/", headers=mila).json() == [{"title": "Momo", "id": 1}]
    assert client.delete("/books/1", headers=mila).status_code == 204
    assert client.delete("/books/1", headers=mila).status_code == 404


def test_the_user_is_shown_without_the_hash(client, mila):
    assert client.get("/users/me", headers=mila).json() == {"id": 1, "name": "mila"}


def test_unknown_names_and_wrong_passwords_are_answered_alike(client, mila):
    unknown = client.post("/token", data={"username": "joris", "password": PASSWORD})
    wrong = client.post("/token", data={"username": "mila", "password": "wrong"})

    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json() == {"detail": "The name or the password is wrong"}


def test_short_passwords_and_taken_names_are_refused(client, mila):
    short = client.post("/users/", json={"name": "joris", "password": "short"})
    taken = client.post("/users/", json={"name": "mila", "password": PASSWORD})

    assert short.status_code == 422
    assert short.json()["detail"][0]["loc"] == ["body", "password"]
    assert (taken.status_code, taken.json()) == (409, {"detail": "The name is taken"})


def test_without_a_token_nothing_is_shown(client):
    answer = client.get("/books/")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_image_copies_no_secrets():
    ignored = Path(__file__).parents[1].joinpath(".dockerignore").read_text().split()
    dockerfile = Path(__file__).parents[1].joinpath("Dockerfile").read_text()

    assert ".env" in ignored
    assert "COPY app ./app" in dockerfile
    assert "SECRET_KEY" not in dockerfile
