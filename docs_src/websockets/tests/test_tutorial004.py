import anyio
import pytest


async def serve(app, *messages):
    """Give the app the messages of a client, and return what it sends before it fails."""
    left, sent = list(messages), []

    async def receive():
        return left.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b""}
    with pytest.raises(RuntimeError, match="Malformed JSON"):
        await app(scope, receive, send)
    return sent


def test_each_connection_has_an_object_of_its_own(client):
    with client.websocket_connect("/ws") as first, client.websocket_connect("/ws") as second:
        first.send_json({"add": 3})
        assert first.receive_json() == {"total": 3, "open": 2}
        second.send_json({"add": 4})
        assert second.receive_json() == {"total": 4, "open": 2}
        first.send_json({"add": 1})
        assert first.receive_json() == {"total": 4, "open": 2}


def test_a_closed_connection_is_not_counted(client):
    with client.websocket_connect("/ws") as first, client.websocket_connect("/ws") as second:
        second.close()
        counts = []
        while 1 not in counts and len(counts) < 100:
            first.send_json({"add": 0})
            counts.append(first.receive_json()["open"])

    assert counts[-1] == 1


def test_a_message_that_is_not_json_closes_the_connection(app):
    messages = {"type": "websocket.connect"}, {"type": "websocket.receive", "text": "three"}
    sent = anyio.run(serve, app, *messages)

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[-1]["code"] == 1003
