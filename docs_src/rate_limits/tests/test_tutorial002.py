def search(client, key):
    return client.get("/searches/?q=lamp", headers={"X-API-Key": key})


def test_the_fourth_search_of_a_key_within_a_minute_is_refused(client):
    assert [search(client, "ada").status_code for _ in range(3)] == [200, 200, 200]
    response = search(client, "ada")

    assert response.status_code == 429
    assert response.json() == {"detail": "No more than 3 searches a minute"}
    assert 1 <= int(response.headers["retry-after"]) <= 60


def test_another_key_has_a_limit_of_its_own(client):
    for _ in range(4):
        search(client, "ada")

    assert search(client, "bob").json() == {"q": "lamp", "found": 2}


def test_a_search_needs_a_key(client):
    assert client.get("/searches/?q=lamp").status_code == 422
