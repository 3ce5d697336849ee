import pytest


@pytest.fixture
def eager(module):
    module.queue.conf.update(
        task_always_eager=True,
        task_store_eager_result=True,
        result_backend="cache+memory://",
    )


def test_an_eager_queue_has_the_report_at_once(eager, client):
    ordered = client.post("/reports/", json={"title": "March"})
    report = client.get(ordered.headers["Location"])

    assert ordered.status_code == 202
    assert report.json() == {
        "id": ordered.json()["id"],
        "state": "SUCCESS",
        "result": "March: 12 shelves, 340 books",
    }


def test_an_unknown_report_looks_like_one_that_waits(eager, client):
    response = client.get("/reports/7")

    assert response.status_code == 200
    assert response.json() == {"id": "7", "state": "PENDING", "result": None}


def test_a_report_that_fails_shows_its_state_and_no_result(eager, client, module, monkeypatch):
    def fail(title):
        raise ValueError("no such month")

    monkeypatch.setattr(module.make_report, "run", fail)
    ordered = client.post("/reports/", json={"title": "Marsh"})

    assert client.get(ordered.headers["Location"]).json()["state"] == "FAILURE"
    assert client.get(ordered.headers["Location"]).json()["result"] is None


def test_the_task_is_a_function_too(module):
    assert module.make_report("March") == "March: 12 shelves, 340 books"
