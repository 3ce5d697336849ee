def test_a_dependency_that_two_places_ask_for_runs_once(client):
    assert client.get("/cached").json() == {"account": "account 204", "limit": 500, "lookups": 1}


def test_without_the_cache_it_runs_for_each_place(client):
    assert client.get("/uncached").json() == {"account": "account 204", "limit": 500, "lookups": 2}


def test_the_next_request_looks_up_again(client):
    client.get("/cached")
    assert client.get("/cached").json()["lookups"] == 1
