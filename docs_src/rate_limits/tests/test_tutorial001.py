def test_the_fourth_request_within_a_minute_is_refused(client):
    assert [client.get("/quotes/ACME").status_code for _ in range(3)] == [200, 200, 200]
    response = client.get("/quotes/ACME")

    assert response.status_code == 429
    assert response.json() == {"detail": "No more than 3 per 1 minute"}
    assert response.headers["retry-after"] == "60"


def test_other_operations_have_no_limit(client):
    assert {client.get("/symbols/").status_code for _ in range(5)} == {200}


def test_head_counts_as_a_request(client):
    assert client.get("/quotes/ACME").json() == {"symbol": "ACME", "price": 101.5}
    assert [client.head("/quotes/ACME").status_code for _ in range(3)] == [200, 200, 429]
