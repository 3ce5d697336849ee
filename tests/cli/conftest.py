"""Projects in temporary directories, and the command run on them in two ways."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

DEADLINE = 20.0


class Project:
    """A directory with the files of a user's project."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def write(self, files: dict[str, str]) -> Project:
        """Writes files, given by their path below the project."""
        for name, text in files.items():
            file = self.directory / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return self


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """An empty project in the current directory, whose modules are forgotten afterwards."""
    directory = tmp_path.resolve()
    for variable in ("ETUDE_ENV", "PORT", "WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS", "NO_COLOR"):
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(directory)
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = dict(sys.modules)
    yield Project(directory)
    for name in [name for name in sys.modules if name not in before]:
        if not name.startswith(("etude", "typer", "click", "uvicorn")):
            del sys.modules[name]


@dataclass
class Outcome:
    """How a command ended, and what it handed over to the server."""

    status: object
    out: str
    err: str
    served: list[dict[str, Any]] = field(default_factory=list)

    @property
    def options(self) -> dict[str, Any]:
        (options,) = self.served
        return options


Command = Callable[..., Outcome]


@pytest.fixture
def etude(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs `etude` in this process, with a server that only notes what it is to serve."""
    served: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "uvicorn.run", lambda app, **options: served.append({"app": app, **options})
    )

    def run(*arguments: str) -> Outcome:
        from etude.cli import main

        served.clear()
        monkeypatch.setattr(sys, "argv", ["etude", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Outcome(ended.value.code, printed.out, printed.err, list(served))

    return run


class Server:
    """A server in a process of its own."""

    def __init__(self, arguments: list[str], project: Project, log_file: Path) -> None:
        self.log_file = log_file
        with self.log_file.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-u", "-m", "etude", *arguments, "--port", "0"],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=project.directory,
            )

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def wait_until(self, promise: str, check: Callable[[], Any], every: float = 0.05) -> Any:
        """Waits until the check holds and returns its result; fails at the deadline."""
        ends = time.monotonic() + DEADLINE
        while time.monotonic() < ends:
            result = check()
            if result:
                return result
            if self.process.poll() is not None:
                break
            time.sleep(every)
        raise AssertionError(f"{promise!r} did not come about:\n{self.log}")

    def wait_for(self, pattern: str) -> Any:
        """Waits until the log holds a pattern, and returns the match."""
        return self.wait_until(pattern, lambda: re.search(pattern, self.log))

    def get(self, path: str) -> str:
        """Requests a path as soon as the application is up, and returns the body."""
        running = self.wait_for(r"Uvicorn running on http://[\d.]+:(\d+)")
        self.wait_for("Application startup complete")
        url = f"http://127.0.0.1:{running[1]}{path}"
        with urllib.request.urlopen(url, timeout=DEADLINE) as response:
            return response.read().decode()

    def end(self, number: int) -> int:
        """Sends a signal and returns the exit status, negative for the signal that ended it."""
        self.process.send_signal(number)
        return self.process.wait(DEADLINE)


@pytest.fixture
def serve(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Server]]:
    """Starts `python -m etude` with arguments on a free port; all servers end with the test."""
    servers: list[Server] = []
    logs = tmp_path_factory.mktemp("logs")  # outside the project, which a reloader watches

    def start(*arguments: str) -> Server:
        servers.append(Server(list(arguments), project, logs / f"{len(servers)}.log"))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.end(signal.SIGINT)


@pytest.fixture
def process(project: Project) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python with arguments in the project's directory."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            cwd=project.directory,
            env=os.environ,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )

    return run
