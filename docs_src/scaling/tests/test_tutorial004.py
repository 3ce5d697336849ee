import pytest
import redis
from etude.testclient import TestClient


def test_visits_are_counted(client):
    assert client.post("/visits").json() == {"visits": 1}
    assert client.post("/visits").json() == {"visits": 2}


def test_in_memory_each_process_counts_for_itself(module):
    with TestClient(module.app) as client:
        client.post("/visits")
        client.post("/visits")
    with TestClient(module.app) as later:
        assert later.post("/visits").json() == {"visits": 1}


@pytest.fixture
def shared(redis_url, monkeypatch):
    with redis.Redis.from_url(redis_url) as connection:
        connection.delete("visits")
    monkeypatch.setenv("REDIS_URL", redis_url)


def test_in_redis_processes_count_together(shared, module):
    with TestClient(module.app) as client:
        assert client.post("/visits").json() == {"visits": 1}
    with TestClient(module.app) as later:
        assert later.post("/visits").json() == {"visits": 2}


def test_a_test_may_bring_a_counter_of_its_own(client, module):
    class Full(module.MemoryCounter):
        async def add_one(self):
            return 1000

    client.app.dependency_overrides[module.get_counter] = Full

    assert client.post("/visits").json() == {"visits": 1000}
