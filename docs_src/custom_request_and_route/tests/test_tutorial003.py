def test_the_operations_of_the_router_tell_their_time(client):
    response = client.get("/timed")

    assert response.json() == {"message": "Timed"}
    assert float(response.headers["X-Response-Time"]) >= 0


def test_other_operations_do_not(client):
    response = client.get("/")

    assert response.json() == {"message": "Not timed"}
    assert "X-Response-Time" not in response.headers
