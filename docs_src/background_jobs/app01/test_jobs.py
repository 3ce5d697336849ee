from etude.testclient import TestClient

from . import worker
from .jobs import Jobs
from .main import app


def test_a_report_is_made_by_the_worker():
    with TestClient(app) as client:
        ordered = client.post("/reports/", json={"title": "March"})
        address = ordered.headers["Location"]
        before = client.get(address).json()
        assert worker.work_once(Jobs())
        after = client.get(address).json()

    assert ordered.status_code == 202
    assert before == {
        "id": 1,
        "title": "March",
        "state": "queued",
        "attempts": 0,
        "result": None,
    }
    assert after == {
        "id": 1,
        "title": "March",
        "state": "done",
        "attempts": 1,
        "result": "March: 12 shelves, 340 books",
    }


def test_without_jobs_the_worker_has_nothing_to_do():
    jobs = Jobs()
    jobs.create_table()

    assert not worker.work_once(jobs)


def test_a_job_that_fails_is_tried_three_times(monkeypatch):
    def fail(title):
        raise OSError("The printer is on fire")

    monkeypatch.setattr(worker, "make_report", fail)
    jobs = Jobs()
    jobs.create_table()
    jobs.add("March")

    states = []
    while worker.work_once(jobs):
        job = jobs.get(1)
        assert job is not None
        states.append((job.state, job.attempts))

    assert states == [("queued", 1), ("queued", 2), ("failed", 3)]


def test_an_unknown_report_is_not_found():
    with TestClient(app) as client:
        response = client.get("/reports/7")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such report"}
