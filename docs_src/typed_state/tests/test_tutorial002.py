def test_the_state_of_a_request_is_what_the_lifespan_yields(client):
    assert client.get("/prices/lamp").json() == {"name": "lamp", "price": 39.0}


def test_the_state_of_a_websocket_is_the_same(client):
    with client.websocket_connect("/prices") as websocket:
        websocket.send_text("chair")
        assert websocket.receive_json() == 85.5
