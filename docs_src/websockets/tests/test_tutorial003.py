import pytest
from etude import WebSocketDisconnect


def test_everybody_hears_what_one_says(client):
    with client.websocket_connect("/ws/1") as first, client.websocket_connect("/ws/2") as second:
        first.send_text("Hello")

        assert first.receive_text() == "You wrote: Hello"
        assert first.receive_text() == "Client #1 says: Hello"
        assert second.receive_text() == "Client #1 says: Hello"


def test_those_who_stay_hear_who_left(client, module):
    with client.websocket_connect("/ws/1") as first:
        with client.websocket_connect("/ws/2") as second:
            second.close()
            assert first.receive_text() == "Client #2 left the chat"
        assert len(module.manager.connections) == 1


def test_the_id_of_a_client_is_a_number(client):
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/ws/one"):
        pass

    assert refused.value.code == 1008


def test_the_page_opens_the_socket(client):
    assert "new WebSocket(`ws://${location.host}/ws/${me}`)" in client.get("/").text
