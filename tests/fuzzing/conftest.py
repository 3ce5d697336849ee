"""Runs schemathesis over the examples, in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from docs_src._servers import postgresql_url, redis_url  # noqa: E402, F401  # fixtures

from devlib.environments import Environment  # noqa: E402
from devlib.interpreters import probe  # noqa: E402
from devlib.layout import LOGS  # noqa: E402

REQUIREMENTS = ("-e", ".[test]", "schemathesis==4.32.5")
PARTS = 2
DEADLINE = 1800
OLDEST = (3, 11)


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory, postgresql_url, redis_url):  # noqa: F811
    """What schemathesis found, by the names of the examples."""
    if sys.version_info < OLDEST:
        pytest.skip("fuzz.py needs Python 3.11")
    environment = Environment("fuzzing", probe(sys.executable), REQUIREMENTS)
    log = LOGS / "prepare-fuzzing.log"
    assert environment.make(log), f"The environment cannot be made:\n{log.read_text()}"
    variables = environment.variables(
        PYTHONHASHSEED="0",
        POSTGRESQL_URL=postgresql_url.replace("+psycopg", ""),
        REDIS_URL=redis_url,
    )
    folder = tmp_path_factory.mktemp("findings")
    running = [_start(environment.python, variables, folder, part) for part in range(PARTS)]
    found = {}
    for part, process in enumerate(running):
        ended = process.wait(DEADLINE)
        output = (folder / f"{part}.log").read_text(encoding="utf-8", errors="replace")
        assert ended == 0, f"The examples do not run:\n{output[-4000:]}"
        found.update(json.loads((folder / f"{part}.json").read_text(encoding="utf-8")))
    return found


def _start(python, variables, folder, part):
    target, program = str(folder / f"{part}.json"), str(FOLDER / "fuzz.py")
    with (folder / f"{part}.log").open("w") as log:
        return subprocess.Popen(
            [python, program, target, str(part), str(PARTS)],
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
