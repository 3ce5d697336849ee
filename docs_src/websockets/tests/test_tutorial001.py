import pytest
from etude import WebSocketDisconnect


def test_the_page_opens_the_socket(client):
    response = client.get("/")

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "new WebSocket(`ws://${location.host}/ws`)" in response.text


def test_each_message_is_sent_back(client):
    with client.websocket_connect("/ws") as websocket:
        for word in ("tide", "ebb"):
            websocket.send_text(word)
            assert websocket.receive_text() == f"Message text was: {word}"


def test_a_socket_is_no_page_and_a_page_is_no_socket(client):
    assert client.get("/ws").status_code == 404
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass


def test_sockets_are_not_in_the_document(app):
    assert list(app.openapi()["paths"]) == ["/"]
