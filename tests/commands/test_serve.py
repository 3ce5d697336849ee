"""What ``./scripts/serve`` promises, with small servers in place of the site and the example."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys

import pytest

from devlib.layout import ROOT
from devlib.ports import free_port, is_free

SERVE = [sys.executable, "scripts/serve"]

# Runs the two commands that it is given, each answering at its port, like ./scripts/serve does.
RUN_TWO = """
import json, os, sys
sys.path.insert(0, "scripts")
from devlib.programs import Program, run_together
programs = [
    Program(name, [sys.executable, *arguments], f"http://127.0.0.1:{port}/", os.environ)
    for name, arguments, port in json.loads(sys.argv[1])
]
sys.exit(run_together(programs, lambda: print("both answer", flush=True)))
"""


@pytest.fixture
def taken_port():
    """A port that another program listens on, and that program's process id."""
    listen = "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", listen],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield int(program.stdout.readline()), program.pid
        program.stdin.write("\n")


@pytest.mark.parametrize("option", ["--docs-port", "--app-port"])
def test_a_taken_port_is_named_with_its_owner_and_a_way_out(option, taken_port):
    port, process = taken_port
    other = {"--docs-port": "--app-port", "--app-port": "--docs-port"}[option]

    done = _run([*SERVE, option, str(port), other, str(free_port())])

    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert f"./scripts/serve {option} " in done.stderr
    assert "Nothing was started." in done.stderr
    if sys.platform == "linux":
        assert f"by process {process} " in done.stderr


def test_both_ports_are_looked_at_before_anything_starts(taken_port):
    with socket.create_server(("127.0.0.1", 0)) as second:
        ports = [taken_port[0], second.getsockname()[1]]
        done = _run([*SERVE, "--docs-port", str(ports[0]), "--app-port", str(ports[1])])

    assert done.returncode == 1
    assert [f"Port {port} on" in done.stderr for port in ports] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--docs-port", "8000"], "--docs-port and --app-port are both 8000"),
        (["--app-port", "http"], "'http' is not a port"),
        (["--app-port", "65536"], "'65536' is not a port"),
    ],
)
def test_ports_that_cannot_be_are_refused(arguments, message):
    done = _run([*SERVE, *arguments])

    assert done.returncode == 2
    assert message in done.stderr


def test_ctrl_c_ends_both_servers_without_a_word_of_complaint():
    docs, app = free_port(), free_port()

    with _run_two(("docs", _server(docs), docs), ("app", _server(app), app)) as command:
        _read_until(command, "both answer")
        command.send_signal(signal.SIGINT)
        rest = command.stdout.read()

    assert command.returncode == 0
    assert "Traceback" not in rest
    assert is_free(docs)
    assert is_free(app)


def test_the_end_of_one_server_ends_the_other_and_is_told():
    docs, app = free_port(), free_port()
    breaks = ["-c", "raise SystemExit('the app is broken')"]

    with _run_two(("docs", _server(docs), docs), ("app", breaks, app)) as command:
        output = command.stdout.read()

    assert command.returncode == 1
    assert "app | the app is broken" in output
    assert "app has ended by itself, with exit status 1" in output
    assert is_free(docs)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def _server(port: int) -> list[str]:
    return ["-m", "http.server", str(port), "--bind", "127.0.0.1"]


def _run_two(*programs: tuple[str, list[str], int]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN_TWO, json.dumps(programs)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _read_until(command: subprocess.Popen[str], words: str) -> None:
    for line in command.stdout:
        if words in line:
            return
    pytest.fail(f"the command ended before it printed {words!r}")
