import sys

from anyio import to_thread


def test_under_a_server_def_runs_in_a_thread_of_its_own(client):
    sync, asynchronous = client.get("/sync").json(), client.get("/async").json()

    assert sync["in_browser"] is asynchronous["in_browser"] is False
    assert sync["thread"].startswith("AnyIO worker thread")
    assert asynchronous["thread"] != sync["thread"]


def test_without_threads_both_run_in_the_same(client, monkeypatch):
    async def inline(function, *arguments, **options):
        return function(*arguments)

    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(to_thread, "run_sync", inline)
    sync, asynchronous = client.get("/sync").json(), client.get("/async").json()

    assert sync == asynchronous
    assert sync["in_browser"] is True
