import pytest
from etude import WebSocketDisconnect


def test_the_socket_says_hello_and_closes(client):
    with client.websocket_connect("/ws") as websocket:
        assert websocket.receive_json() == {"msg": "Hello WebSocket"}
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_json()

    assert closed.value.code == 1000


def test_a_socket_that_is_not_there_is_refused(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/nowhere"):
        pass


def test_the_root_is_an_ordinary_operation(client):
    assert client.get("/").json() == {"msg": "Hello World"}
