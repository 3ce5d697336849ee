import pytest
from etude import WebSocketDisconnect


def test_pieces_are_collected_and_sent_back(client):
    with client.websocket_connect("/ws/studio") as websocket:
        websocket.send_bytes(b"la ")
        assert websocket.receive_json() == {"room": "studio", "size": 3}
        websocket.send_bytes(b"la la")
        assert websocket.receive_json() == {"room": "studio", "size": 8}
        websocket.send_bytes(b"")
        assert websocket.receive_bytes() == b"la la la"
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_json()

    assert closed.value.code == 1000


def test_text_is_not_supported(client):
    with client.websocket_connect("/ws/studio") as websocket:
        websocket.send_text("la la")
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_json()

    assert (closed.value.code, closed.value.reason) == (1003, "Send bytes")


def test_an_unknown_room_has_a_code_of_its_own(client):
    with client.websocket_connect("/ws/attic") as websocket:
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_json()

    assert (closed.value.code, closed.value.reason) == (4000, "No room attic")


def test_a_client_may_leave_at_any_time(client):
    with client.websocket_connect("/ws/garden") as websocket:
        websocket.send_bytes(b"la")
        assert websocket.receive_json() == {"room": "garden", "size": 2}
