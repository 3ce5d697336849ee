def test_the_state_of_a_request_is_what_the_lifespan_yields(client):
    assert client.get("/prices/lamp").json() == {"name": "lamp", "price": 39.0}
    assert client.get("/prices/desk").json() == {"name": "desk", "price": None}
