import pytest


@pytest.fixture
def held(module, client, monkeypatch):
    """How many connections are in use, noted after each letter of the stream."""
    held = []
    monkeypatch.setattr(
        module.time, "sleep", lambda _: held.append(module.engine.pool.checkedout())
    )
    return held


def test_the_text_is_streamed(client, held):
    response = client.get("/generate?query=lamp&user_id=1")

    assert response.status_code == 200
    assert response.text == "lamp"


def test_no_connection_is_held_during_the_stream(client, held):
    client.get("/generate?query=oak&user_id=1")

    assert held == [0, 0, 0]


def test_an_unknown_user_is_refused(client, held):
    response = client.get("/generate?query=oak&user_id=2")

    assert response.status_code == 403
    assert response.json() == {"detail": "Not authorized"}
    assert held == []


def test_the_session_can_be_replaced(client, module, app):
    class NobodyKnown:
        def get(self, model, user_id):
            return None

    app.dependency_overrides[module.get_session] = NobodyKnown

    assert client.get("/generate?query=oak&user_id=1").status_code == 403
