import pytest
from etude import WebSocketDisconnect
from etude.testclient import TestClient


def talk(client, path, **options):
    with client.websocket_connect(path, **options) as websocket:
        websocket.send_text("still there?")
        return [websocket.receive_text() for _ in range(3)]


def test_the_token_may_be_in_the_query(client):
    assert talk(client, "/items/lamp/ws?token=blue&q=3") == [
        "Session or token: blue",
        "Query parameter q: 3",
        "Message about lamp: still there?",
    ]


def test_the_session_may_be_a_cookie(app):
    client = TestClient(app, cookies={"session": "green"})

    assert talk(client, "/items/chair/ws") == [
        "Session or token: green",
        "Query parameter q: None",
        "Message about chair: still there?",
    ]


def test_without_both_the_socket_is_refused(client):
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/items/lamp/ws"):
        pass

    assert refused.value.code == 1008
    assert refused.value.reason == "Send a session or a token"


def test_a_wrong_value_refuses_the_socket(client):
    with pytest.raises(WebSocketDisconnect) as refused:
        talk(client, "/items/lamp/ws?token=blue&q=three")

    assert refused.value.code == 1008


def test_the_page_asks_for_item_and_token(client):
    assert 'id="token"' in client.get("/").text
