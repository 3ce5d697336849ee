import pytest
from etude.testclient import TestClient
from fakeredis import FakeStrictRedis
from redis import Redis
from rq import Queue, SimpleWorker


@pytest.fixture
def client(app, module):
    queue = Queue("reports", is_async=False, connection=FakeStrictRedis())
    app.dependency_overrides[module.get_queue] = lambda: queue
    return TestClient(app)


def test_a_synchronous_queue_has_the_report_at_once(client):
    ordered = client.post("/reports/", json={"title": "March"})
    report = client.get(ordered.headers["Location"])

    assert ordered.status_code == 202
    assert report.json() == {
        "id": ordered.json()["id"],
        "state": "finished",
        "result": "March: 12 shelves, 340 books",
    }


def test_an_unknown_report_is_not_found(client):
    response = client.get("/reports/7")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such report"}


def test_a_worker_makes_the_report(app, redis_url, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis_url)
    client = TestClient(app)
    address = client.post("/reports/", json={"title": "March"}).headers["Location"]
    before = client.get(address).json()
    with Redis.from_url(redis_url) as connection:
        SimpleWorker(["reports"], connection=connection).work(burst=True, logging_level="ERROR")
    after = client.get(address).json()

    assert (before["state"], before["result"]) == ("queued", None)
    assert (after["state"], after["result"]) == ("finished", "March: 12 shelves, 340 books")
