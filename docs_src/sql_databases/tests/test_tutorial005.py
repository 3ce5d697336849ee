import pytest
from sqlalchemy import event
from sqlalchemy.exc import InvalidRequestError

NIGHT_SHIFT = {
    "name": "Night Shift",
    "city": "Lisbon",
    "heroes": [{"name": "Akasha"}, {"name": "Birk"}],
}
STORED = {
    "id": 1,
    "name": "Night Shift",
    "city": "Lisbon",
    "heroes": [{"name": "Akasha", "id": 1}, {"name": "Birk", "id": 2}],
}


def test_a_team_is_stored_with_its_heroes(client):
    response = client.post("/teams/", json=NIGHT_SHIFT)

    assert response.status_code == 200
    assert response.json() == STORED
    assert client.get("/teams/1").json() == STORED


def test_a_team_may_have_no_heroes(client):
    client.post("/teams/", json={"name": "Early Birds"})

    assert client.get("/teams/1").json() == {
        "id": 1,
        "name": "Early Birds",
        "city": None,
        "heroes": [],
    }


def test_a_missing_team_is_not_found(client):
    response = client.get("/teams/9")

    assert response.status_code == 404
    assert response.json() == {"detail": "Team not found"}


def test_two_statements_read_a_team_however_many_heroes_it_has(client, module):
    client.post("/teams/", json=NIGHT_SHIFT)
    statements = []
    event.listen(module.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    client.get("/teams/1")

    assert len(statements) == 2


def test_heroes_that_were_not_asked_for_are_not_loaded_in_secret(client, module):
    client.post("/teams/", json=NIGHT_SHIFT)

    with module.Session(module.engine) as session:
        team = session.get(module.Team, 1)
        with pytest.raises(InvalidRequestError, match="'Team.heroes' is not available"):
            print(team.heroes)
