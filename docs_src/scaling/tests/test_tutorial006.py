from concurrent.futures import ThreadPoolExecutor

import pytest
from etude.testclient import TestClient


@pytest.fixture
def database(empty_postgresql_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", empty_postgresql_url.replace("+psycopg", ""))


def test_the_shelves_are_there_after_the_start(database, app):
    with TestClient(app) as client:
        assert client.get("/").json() == {"shelves": ["Poetry", "Travel"]}


def test_eight_starts_at_once_prepare_the_database_once(database, module):
    with ThreadPoolExecutor(max_workers=8) as threads:
        starts = [threads.submit(module.prepare_database) for _ in range(8)]
        assert [start.result(timeout=30) for start in starts] == [None] * 8

    with TestClient(module.app) as client:
        assert client.get("/").json() == {"shelves": ["Poetry", "Travel"]}


def test_a_start_waits_for_the_one_that_holds_the_lock(database, module):
    with ThreadPoolExecutor() as threads, module.connect() as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [module.LOCK_NUMBER])
        start = threads.submit(module.prepare_database)
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while holder.execute(waiting).fetchone() != (1,):
            assert not start.done()
        holder.rollback()

        assert start.result(timeout=30) is None
