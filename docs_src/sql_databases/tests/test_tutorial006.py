import pytest


@pytest.fixture
def client(database, client, module):
    with module.Session(module.engine) as session:
        for name in ("Akasha", "Birk", "Cosma", "Delphin", "Edda"):
            session.add(module.Hero(name=name, secret_name=name.upper()))
        session.commit()
    return client


def test_the_link_leads_from_page_to_page_until_the_end(client):
    names, url = [], "http://testserver/heroes/?limit=2"
    while url:
        response = client.get(url)
        names.append([hero["name"] for hero in response.json()])
        url = response.links.get("next", {}).get("url")

    assert names == [["Akasha", "Birk"], ["Cosma", "Delphin"], ["Edda"]]


def test_the_link_keeps_the_limit_and_says_where_to_go_on(client):
    response = client.get("/heroes/?limit=2")

    assert response.status_code == 200
    assert response.json() == [
        {"id": 1, "name": "Akasha", "age": None},
        {"id": 2, "name": "Birk", "age": None},
    ]
    assert response.headers["Link"] == '<http://testserver/heroes/?limit=2&after=2>; rel="next"'


def test_the_last_page_has_no_link_even_when_it_is_full(client):
    response = client.get("/heroes/?after=3&limit=2")

    assert len(response.json()) == 2
    assert "Link" not in response.headers


def test_a_hero_that_goes_moves_no_other_to_another_page(client, module):
    with module.Session(module.engine) as session:
        session.delete(session.get(module.Hero, 1))
        session.commit()

    names = [hero["name"] for hero in client.get("/heroes/?after=2&limit=2").json()]

    assert names == ["Cosma", "Delphin"]


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_holds_1_to_100_heroes(client, limit):
    response = client.get(f"/heroes/?limit={limit}")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "limit"]
