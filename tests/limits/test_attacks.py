"""Promises about hostile requests: bounded memory, a clear refusal, and the next request answered."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "attacks.py"

EXPECTED = {
    "endless chunks": (413, 64),
    "endless tiny chunks": (413, 64),
    "endless lists": (413, 64),
    "deep lists": (422, 96),
    "deep objects": (422, 160),
    "many lists": (200, 512),
    "many escapes": (422, 128),
    "wrong items": (422, 320),
    "wrong entries": (422, 512),
    "nested errors": (422, 128),
    "nested answers": (200, 32),
    "nested unions": (422, 32),
    "shallow unions": (422, 32),
    "100,000 fields": (413, 64),
    "100,000 parts": (413, 32),
    "endless field": (413, 32),
    "large fields": (413, 64),
    "endless part": (413, 64),
    "endless headers": ((400, 413), 64),
    "endless header": ((400, 413), 64),
    "many files": (200, 96),
    "endless files": (413, 64),
    "silence": (408, 32),
}
"""The status of the answer, and how many MiB of memory the request may need at most."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory.")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_request_is_answered_in_bounded_memory(name):
    run = subprocess.run(
        [sys.executable, str(PROGRAM), name], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    status, most = EXPECTED[name]
    assert found["status"] in (status if isinstance(status, tuple) else (status,)), found
    assert found["memory"] <= most, found
    assert found["size"] <= 9 * 1024 * 1024, found
    assert found["next"] == 200
