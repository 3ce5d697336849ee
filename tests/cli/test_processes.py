"""`python -m etude` as a process of its own: what it answers and how it ends."""

from __future__ import annotations

import json
import re
import signal

import pytest

APP = """
import os

from etude import Etude

print("imported in", os.getpid(), flush=True)
app = Etude()


@app.get("/")
def read_root():
    return {"version": 1, "environment": os.environ.get("ETUDE_ENV")}
"""

FAILING_APP = """
from contextlib import asynccontextmanager

from etude import Etude


@asynccontextmanager
async def lifespan(app):
    raise ValueError("the database does not answer")
    yield


app = Etude(lifespan=lifespan)
"""


def imports(log: str) -> list[str]:
    return re.findall(r"imported in (\d+)", log)


@pytest.mark.parametrize("command", ["dev", "run"])
@pytest.mark.parametrize("name", ["missing.py", "file_without_app.py"])
def test_a_file_that_cannot_be_served_ends_with_status_1_and_no_traceback(
    project, process, command, name
):
    project.write({"file_without_app.py": "answer = 42\n"})

    ended = process("-m", "etude", command, name)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert name in ended.stderr
    assert "looked for" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_run_answers_until_a_signal_ends_it(project, serve, number, status):
    project.write({"main.py": APP})
    server = serve("run", "main.py")

    assert json.loads(server.get("/")) == {"version": 1, "environment": None}
    assert server.end(number) == status
    assert "Application shutdown complete" in server.log
    assert imports(server.log) == [str(server.process.pid)]


def test_dev_serves_the_new_code_after_a_change(project, serve):
    project.write({"main.py": APP})
    server = serve("dev", "main.py")

    def the_new_code_answers() -> bool:
        # Written again at each look, because the reloader may begin to watch after the first.
        project.write({"main.py": APP.replace('"version": 1', '"version": 22')})
        return json.loads(server.get("/"))["version"] == 22

    assert json.loads(server.get("/")) == {"version": 1, "environment": "development"}
    before = imports(server.log)

    server.wait_until("the new answer", the_new_code_answers, every=0.5)

    assert before[0] == str(server.process.pid)
    assert len(before) == len(set(before)) == 2
    assert server.end(signal.SIGINT) == 0


def test_each_worker_imports_the_application_once(project, serve):
    project.write({"main.py": APP})
    server = serve("run", "main.py", "--workers", "2")

    server.wait_until("two workers", lambda: server.log.count("startup complete") == 2)

    assert server.end(signal.SIGINT) == 0
    assert len(imports(server.log)) == len(set(imports(server.log))) == 3


def test_a_failure_at_startup_ends_with_status_3(project, process):
    project.write({"main.py": FAILING_APP})

    ended = process("-m", "etude", "run", "main.py", "--port", "0")

    assert ended.returncode == 3
    assert "the database does not answer" in ended.stderr
    assert "production mode" in ended.stdout


def test_a_factory_is_called_by_the_server(project, serve):
    project.write({"main.py": APP + "\n\ndef create_app():\n    return app\n"})
    server = serve("run", "main:create_app", "--factory")

    assert json.loads(server.get("/"))["version"] == 1


def test_without_the_standard_extra_the_process_ends_with_status_1_and_a_hint(process):
    ended = process(
        "-c", "import sys; sys.modules['typer'] = None; from etude.cli import main; main()"
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert 'pip install "etude[standard]"' in ended.stderr
    assert "Traceback" not in ended.stderr


def test_importing_etude_imports_neither_the_command_line_nor_the_server(process):
    ended = process(
        "-c", "import etude, sys; print([n for n in ('typer', 'uvicorn') if n in sys.modules])"
    )

    assert (ended.stdout, ended.stderr) == ("[]\n", "")
