import asyncio

import pytest
from arq import Retry
from arq.worker import Worker


@pytest.fixture(autouse=True)
def redis(redis_url, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis_url)


def work(module):
    async def until_done():
        worker = Worker(
            functions=module.WorkerSettings.functions,
            redis_settings=module.WorkerSettings.redis_settings,
            max_tries=module.WorkerSettings.max_tries,
            burst=True,
            poll_delay=0.01,
            handle_signals=False,
        )
        await worker.main()
        await worker.close()

    asyncio.run(until_done())


def test_the_job_is_a_function_that_a_test_calls(module):
    assert asyncio.run(module.make_report({}, "March")) == "March: 12 shelves, 340 books"


def test_the_job_asks_to_be_tried_later(module):
    with pytest.raises(Retry) as raised:
        asyncio.run(module.make_report({"job_try": 2}, ""))

    assert raised.value.defer_score == 10_000


@pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")  # arq's own call
def test_the_worker_makes_the_report(client, module):
    ordered = client.post("/reports/", json={"title": "March"})
    before = client.get(ordered.headers["Location"]).json()
    work(module)
    after = client.get(ordered.headers["Location"]).json()

    assert ordered.status_code == 202
    assert before == {"id": ordered.json()["id"], "state": "queued", "result": None}
    assert after == {**before, "state": "complete", "result": "March: 12 shelves, 340 books"}


def test_an_unknown_report_is_not_found(client):
    response = client.get("/reports/7")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such report"}
