import pytest
from dramatiq import Worker


@pytest.fixture(autouse=True)
def stub(monkeypatch):
    monkeypatch.setenv("BROKER_URL", "stub")


@pytest.fixture
def work(module):
    worker = Worker(module.broker, worker_timeout=10, worker_threads=1)

    def until_done():
        worker.start()
        module.broker.join("default", timeout=30_000)
        worker.join()

    yield until_done
    worker.stop()


def test_the_worker_makes_the_report(client, work):
    ordered = client.post("/reports/", json={"title": "March"})
    before = client.get(ordered.headers["Location"]).json()
    work()
    after = client.get(ordered.headers["Location"]).json()

    assert ordered.status_code == 202
    assert before == {"id": ordered.json()["id"], "state": "waiting", "result": None}
    assert after == {**before, "state": "done", "result": "March: 12 shelves, 340 books"}


def test_a_report_that_fails_for_good_says_so(client, module, work, monkeypatch):
    def fail(title):
        raise ValueError("no such month")

    monkeypatch.setattr(module.make_report, "fn", fail)
    module.make_report.options["max_retries"] = 0
    ordered = client.post("/reports/", json={"title": "Marsh"})
    try:
        work()
    except ValueError:
        pass

    assert client.get(ordered.headers["Location"]).json()["state"] == "failed"


def test_an_unknown_report_looks_like_one_that_waits(client):
    assert client.get("/reports/7").json() == {"id": "7", "state": "waiting", "result": None}
