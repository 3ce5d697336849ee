import importlib

import pytest


@pytest.fixture
def jobs(module):
    table = module.get_jobs()
    table.create_table()
    return table


def in_package(module, name):
    return importlib.import_module(f"{module.__package__}.{name}")


def test_an_order_is_accepted_and_says_where_its_report_will_be(client):
    response = client.post("/reports/", json={"title": "March"})

    assert response.status_code == 202
    assert response.headers["Location"] == "http://testserver/reports/1"
    assert response.json() == {
        "id": 1,
        "title": "March",
        "state": "queued",
        "attempts": 0,
        "result": None,
    }


def test_a_job_is_claimed_by_one_worker_only(jobs):
    jobs.add("March")

    first, second = jobs.claim(), jobs.claim()

    assert (first.state, first.attempts) == ("running", 1)
    assert second is None


def test_the_job_of_a_worker_that_vanished_is_claimed_again(module, jobs, monkeypatch):
    jobs.add("March")
    lost = jobs.claim()
    monkeypatch.setattr(in_package(module, "jobs"), "LEASE_SECONDS", -1)
    second = jobs.claim()

    jobs.finish(lost, "too late")
    assert (second.attempts, jobs.get(1).state) == (2, "running")
    jobs.finish(second, "in time")
    assert (jobs.get(1).state, jobs.get(1).result) == ("done", "in time")


def test_the_oldest_job_comes_first(jobs):
    jobs.add("March")
    jobs.add("April")

    assert [jobs.claim().title, jobs.claim().title] == ["March", "April"]


def test_a_report_that_nobody_ordered_is_not_found(client):
    assert client.get("/reports/7").status_code == 404
