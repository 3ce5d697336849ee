import pytest
from etude import WebSocketDisconnect


def test_two_clients_talk_in_a_room(client):
    with client.websocket_connect("/rooms/kitchen") as first:
        assert first.receive_text() == "1 in the kitchen"
        with client.websocket_connect("/rooms/kitchen") as second:
            assert first.receive_text() == "2 in the kitchen"
            assert second.receive_text() == "2 in the kitchen"
            second.send_text("The tea is ready")
            assert first.receive_text() == "The tea is ready"
            assert second.receive_text() == "The tea is ready"
            second.close()
            assert first.receive_text() == "1 in the kitchen"


def test_other_rooms_hear_nothing(client):
    with client.websocket_connect("/rooms/kitchen") as cook:
        assert cook.receive_text() == "1 in the kitchen"
        with client.websocket_connect("/rooms/garden") as gardener:
            assert gardener.receive_text() == "1 in the garden"
            gardener.send_text("It rains")
            assert gardener.receive_text() == "It rains"
        cook.send_text("Anybody here?")
        assert cook.receive_text() == "Anybody here?"


def test_who_leaves_is_no_longer_in_the_room(client, module):
    members = module.rooms["garden"].members
    with client.websocket_connect("/rooms/garden") as first:
        assert first.receive_text() == "1 in the garden"
        with client.websocket_connect("/rooms/garden") as second:
            assert first.receive_text() == "2 in the garden"
            assert len(members) == 2
            second.close()
            assert first.receive_text() == "1 in the garden"
            assert len(members) == 1


def test_an_unknown_room_is_refused(client):
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/rooms/attic"):
        pass

    assert (refused.value.code, refused.value.reason) == (1008, "No such room")
