def test_a_dependency_runs_once_unless_the_cache_is_off(client):
    response = client.get("/stamps")

    assert response.status_code == 200
    assert response.json() == {"first": 1, "second": 1, "fresh": 2}


def test_nothing_is_kept_for_the_next_request(client):
    client.get("/stamps")

    assert client.get("/stamps").json() == {"first": 3, "second": 3, "fresh": 4}
