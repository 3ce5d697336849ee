def test_q_may_be_left_out(client):
    assert client.get("/items/").json() == {"items": [{"name": "Lamp"}, {"name": "Chair"}]}


def test_q_may_be_what_the_pattern_says(client):
    response = client.get("/items/?q=fixedquery")

    assert response.status_code == 200
    assert response.json()["q"] == "fixedquery"


def test_any_other_q_is_refused(client):
    response = client.get("/items/?q=fixedqueries")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_pattern_mismatch",
                "loc": ["query", "q"],
                "msg": "String should match pattern '^fixedquery$'",
                "input": "fixedqueries",
                "ctx": {"pattern": "^fixedquery$"},
            }
        ]
    }
