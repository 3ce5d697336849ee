import os
import subprocess
import sys
from datetime import datetime

import pytest
from etude.testclient import TestClient

HOLDER = """
import fcntl, sys
with open("clean-up.lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.read()
"""


def wait_for_run(client):
    while True:
        answer = client.get("/last-run").json()
        if answer["time"] is not None:
            return answer


def test_the_work_is_done_at_the_start(client):
    answer = wait_for_run(client)

    assert answer["pid"] == os.getpid()
    assert datetime.fromisoformat(answer["time"]).tzinfo is not None


@pytest.fixture
def other_process(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    yield
    process.communicate()


def test_a_process_without_the_lock_leaves_the_work_to_the_other(other_process, client):
    assert client.get("/last-run").json() == {"time": None}


def test_when_the_process_ends_another_one_takes_over(app, folder):
    with TestClient(app) as client:
        wait_for_run(client)
    (folder / "clean-up.txt").unlink()
    with TestClient(app) as client:
        assert wait_for_run(client)["pid"] == os.getpid()
