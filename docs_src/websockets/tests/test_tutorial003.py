import pytest
from etude import WebSocketDisconnect


def say(websocket, client_id, text):
    """Send a text, and wait until it came back, so that this client is known to the others."""
    websocket.send_text(text)
    assert websocket.receive_text() == f"You wrote: {text}"
    assert websocket.receive_text() == f"Client #{client_id} says: {text}"


def test_everybody_hears_what_one_says(client):
    with client.websocket_connect("/ws/1") as first:
        say(first, 1, "Hello")
        with client.websocket_connect("/ws/2") as second:
            say(second, 2, "Good morning")
            assert first.receive_text() == "Client #2 says: Good morning"
            say(first, 1, "Tea?")
            assert second.receive_text() == "Client #1 says: Tea?"


def test_those_who_stay_hear_who_left(client, module):
    with client.websocket_connect("/ws/1") as first:
        say(first, 1, "Hello")
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
