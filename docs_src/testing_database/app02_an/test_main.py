from etude.testclient import TestClient
from sqlmodel import Session, select

from .main import Hero


def test_commit_is_seen_in_the_test(client: TestClient, session: Session):
    client.post("/heroes/", json={"name": "Akasha", "secret_name": "Lina Brandt"})

    assert [hero.name for hero in session.exec(select(Hero))] == ["Akasha"]


def test_commit_is_not_seen_in_the_next_test(client: TestClient):
    assert client.get("/heroes/").json() == []


def test_rollback_keeps_what_was_committed(client: TestClient, session: Session):
    client.post("/heroes/", json={"name": "Akasha", "secret_name": "Lina Brandt"})
    session.add(Hero(name="Birk", secret_name="Odd Berg"))
    session.rollback()

    names = [hero["name"] for hero in client.get("/heroes/").json()]

    assert names == ["Akasha"]


def test_update_hero(client: TestClient, session: Session):
    hero = Hero(name="Akasha", secret_name="Lina Brandt")
    session.add(hero)
    session.commit()

    response = client.patch(f"/heroes/{hero.id}", json={"age": 33})

    assert response.json() == {"id": hero.id, "name": "Akasha", "age": 33}
