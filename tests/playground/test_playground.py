"""Applications run in Pyodide as pages run them; `./scripts/test playground` makes what this needs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from devlib.layout import ROOT
from devlib.node import PACKAGES_OF_PYODIDE, PYODIDE, RUN_IN_PYODIDE
from docslib.runnable import ASSETS, results

pytestmark = pytest.mark.pyodide

OURS = ROOT / "docs" / "en" / "docs" / "playground"
# Of each kind one: what must never be among those that do not run.
KINDS = (
    "bigger_applications/app",
    "body/tutorial001",
    "events/tutorial003",
    "request_files/tutorial001",
    "security/tutorial003",
    "server_sent_events/tutorial001",
    "sql_databases/tutorial001",
    "stream_data/tutorial001",
    "templates/tutorial001",
    "websockets/tutorial002",
)


@pytest.fixture(scope="module")
def found() -> Any:
    """What the program returns."""
    folders = {
        "packages": PACKAGES_OF_PYODIDE,
        "framework": ROOT / "framework",
        "program": Path(__file__).parent,
        "ours": OURS,
    }
    mounted = [f"{name}={folder}" for name, folder in folders.items()]
    command = ["node", str(RUN_IN_PYODIDE), str(PYODIDE), "program", *mounted]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_an_application_is_found_and_described(found):
    assert found["websockets"] == ["/sockets/{name}"]
    assert found["paths"] == ["/", "/broken", "/echo", "/items", "/waits"]
    assert found["made"]["title"] == "Made"


def test_a_request_gets_files_variables_state_and_headers(found):
    assert found["answer"] == [200, '["a note","low","Ida","Ystad","Noor","/"]', ""]
    assert found["echo"] == [200, '{"a":1}', ""]


def test_loading_again_forgets_modules_and_variables(found):
    assert found["again"] == [200, '["a note",null,"Bo","Ystad","Noor","/"]', ""]


def test_lifespans_and_tasks_run_and_what_is_printed_is_told(found):
    output = [line for line in found["output"] if not line.startswith((" ", "Traceback", "Val"))]
    assert output == [
        "begins",
        "asked",
        "a task",
        "left",
        "ends",
        "begins",
        "asked",
        "a task",
        "ends",
    ]


def test_an_error_has_a_traceback_of_the_readers_lines(found):
    status, body, traceback = found["broken"]
    assert (status, body) == (500, "Internal Server Error")
    assert traceback.splitlines()[0] == "Traceback (most recent call last):"
    assert [line for line in traceback.splitlines() if "File" in line] == [
        '  File "main.py", line 30, in broken'
    ]
    assert traceback.splitlines()[-1] == "LookupError: lost"


def test_waiting_for_a_thread_fails_at_once(found):
    assert found["waits"][0] == 500
    assert "RuntimeError: can't wait for another thread" in found["waits"][2]


def test_a_stream_ends_when_the_reader_leaves(found):
    assert found["stream"] == ["", "1\n", "1\n"]


def test_a_websocket_talks_until_it_breaks(found):
    *messages, traceback = found["socket"]
    assert messages[:3] == ["websocket.accept", "pier: hello", "pier: break"]
    assert traceback.splitlines()[-1] == "ValueError: broken"


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("syntax", "SyntaxError: '(' was never closed"),
        ("no app", "LookupError: There is no application in this file."),
        ("exit", "SystemExit: 3"),
    ],
)
def test_an_application_that_does_not_start_is_refused(found, source, end):
    assert found[source].strip().splitlines()[-1] == end
    assert "/playground/" not in found[source]


def test_at_least_85_of_100_applications_run():
    problems = {name: each["problem"] for name, each in results().items() if each["problem"]}

    assert len(results()) > 400
    assert len(problems) <= 0.15 * len(results()), problems
    assert not problems.keys() & {*KINDS}


def test_at_least_85_of_100_requests_are_answered_as_in_the_tests():
    same, requests = (sum(each[key] for each in results().values()) for key in ("same", "requests"))

    assert requests > 900
    assert same >= 0.85 * requests


@pytest.mark.parametrize("name", KINDS)
def test_a_page_gets_all_forms_and_requests_of_an_example(name):
    example = json.loads((ASSETS / "examples" / f"{name}.json").read_text(encoding="utf-8"))

    assert example["name"] == name
    for form, each in example["forms"].items():
        assert each["entry"] in each["files"]
        assert each["entry"].startswith(form)
        assert "app = Etude(" in each["files"][each["entry"]]
    assert all(request["url"].startswith("/") for request in example["requests"])
    assert any("answer" in each or "received" in each for each in example["requests"])
