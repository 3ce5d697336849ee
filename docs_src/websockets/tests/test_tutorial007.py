import pytest
from etude.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse


def denial(client: TestClient, path: str) -> WebSocketDenialResponse:
    with pytest.raises(WebSocketDenialResponse) as refused, client.websocket_connect(path):
        pass
    return refused.value


def test_a_seat_is_free(client):
    with client.websocket_connect("/rooms/kitchen?name=Ada") as websocket:
        websocket.send_text("Tea?")
        assert websocket.receive_text() == "Ada: Tea?"


def test_a_full_room_refuses_with_its_status_and_its_model(client):
    refused = denial(client, "/rooms/garden?name=Ada&seats=0")

    assert refused.status_code == 409
    assert refused.json() == {"room": "garden", "seats": 0}


def test_a_misspelt_parameter_is_refused_with_a_response(client):
    refused = denial(client, "/rooms/kitchen?name=Ada&seat=3")

    assert refused.status_code == 422
    assert refused.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["query", "seat"],
                "msg": "Extra inputs are not permitted",
                "input": "3",
            }
        ]
    }
