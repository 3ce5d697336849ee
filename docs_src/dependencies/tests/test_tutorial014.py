import pytest
from sqlalchemy import event


@pytest.fixture
def events(module, client, monkeypatch):
    """What happens to the connections of the pool, and the letters that were sent."""
    events = []
    event.listen(module.engine, "checkout", lambda *_: events.append("connection taken"))
    event.listen(module.engine, "checkin", lambda *_: events.append("connection given back"))
    monkeypatch.setattr(module.time, "sleep", lambda seconds: events.append("letter"))
    return events


def test_the_text_is_streamed(client, events):
    response = client.get("/generate?query=lamp&user_id=1")

    assert response.status_code == 200
    assert response.text == "lamp"


def test_the_connection_is_given_back_before_the_stream_begins(client, events):
    client.get("/generate?query=oak&user_id=1")

    assert events == [
        "connection taken",
        "connection given back",
        "letter",
        "letter",
        "letter",
    ]


def test_an_unknown_user_is_refused(client, events):
    response = client.get("/generate?query=oak&user_id=2")

    assert response.status_code == 403
    assert response.json() == {"detail": "Not authorized"}
    assert "letter" not in events


def test_the_session_can_be_replaced(client, module, app, events):
    class NobodyKnown:
        def get(self, model, user_id):
            return None

    app.dependency_overrides[module.get_session] = NobodyKnown

    assert client.get("/generate?query=oak&user_id=1").status_code == 403
    assert events == []
