from etude.testclient import TestClient
from sqlmodel import Session

from .main import Hero


def test_create_hero(client: TestClient):
    response = client.post(
        "/heroes/", json={"name": "Akasha", "secret_name": "Lina Brandt"}
    )

    assert response.status_code == 200
    assert response.json() == {"id": 1, "name": "Akasha", "age": None}


def test_create_incomplete_hero(client: TestClient):
    response = client.post("/heroes/", json={"name": "Akasha"})

    assert response.status_code == 422


def test_read_heroes(client: TestClient, session: Session):
    session.add(Hero(name="Akasha", secret_name="Lina Brandt"))
    session.add(Hero(name="Birk", secret_name="Odd Berg", age=48))
    session.commit()

    names = [hero["name"] for hero in client.get("/heroes/").json()]

    assert names == ["Akasha", "Birk"]


def test_update_hero(client: TestClient, session: Session):
    hero = Hero(name="Akasha", secret_name="Lina Brandt")
    session.add(hero)
    session.commit()

    response = client.patch(f"/heroes/{hero.id}", json={"age": 33})

    assert response.status_code == 200
    assert response.json() == {"id": hero.id, "name": "Akasha", "age": 33}


def test_delete_hero(client: TestClient, session: Session):
    hero = Hero(name="Akasha", secret_name="Lina Brandt")
    session.add(hero)
    session.commit()
    hero_id = hero.id

    assert client.delete(f"/heroes/{hero_id}").json() == {"ok": True}
    assert session.get(Hero, hero_id) is None


def test_missing_hero(client: TestClient):
    assert client.get("/heroes/1").status_code == 404
