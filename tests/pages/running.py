"""Runs the commands of a page as its reader would: in a folder with the example, in one shell.

What a command exports, and the folder that it enters, holds for the commands after it. A command
that serves goes on in the background until another one serves, on a port of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from docs_src._forms import FORMS, Example, Form, examples
from docs_src._special import special

from devlib.ports import free_port
from docslib.places import EXAMPLES, ROOT

ADDRESS = "127.0.0.1:8000"
SERVES = re.compile(r"(?P<before>(?:\w+=\S*\s+)*)etude (?:dev|run)\b.*")
DEADLINE = 30.0  # seconds for a server to start, and to end
TIMED_OUT = 124  # the status of the program `timeout`
PATIENCE = "300"  # seconds for one command that ends by itself


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit status; 0 as well while it serves."""

    status: int
    output: str
    goes_on: bool = False


@dataclass
class Reader:
    """Somebody at a terminal, with a copy of the topic that the page speaks of."""

    folder: Path
    begins_in: str = ""
    files: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(init=False)
    directory: Path = field(init=False)
    example: Example | None = None
    server: subprocess.Popen[str] | None = None
    port: int = 0

    def __post_init__(self) -> None:
        self.directory = ROOT if self.begins_in == "repository" else self.folder
        inherited = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        self.environment = {
            **inherited,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": f"{ROOT / 'framework'}",
            "PYTHONWARNINGS": "default",
            "NO_COLOR": "1",
            "COLUMNS": "200",
            "TERM": "dumb",
            "CURL_HOME": str(self.folder),
        }
        (self.folder / ".curlrc").write_text("silent\nshow-error\nmax-time = 20\n")

    def turn_to(self, target: str, title: str = "") -> None:
        """Copy the topic of an example; its newest form is `main.py` there, and has its plain name.

        Who begins with nothing has only the file that is included, where its title says.
        """
        topic, _, rest = target.partition("/")
        stem, _, inner = rest.partition("/")
        example = examples(EXAMPLES / topic).get(stem.partition(".")[0])
        if self.begins_in == "nothing" and title:
            form = example.forms[_newest(example)] / inner if example else EXAMPLES / target
            self._copy_file(form, title)
        if example is None or self.begins_in in ("repository", "nothing"):
            return
        is_beside = self.begins_in == "" and special(example.name).script
        if example == self.example or (is_beside and self._is_of(topic)):
            return
        self.stop()
        self._copy_example(example)

    def _is_of(self, topic: str) -> bool:
        return self.example is not None and self.example.topic.name == topic

    def _copy_file(self, path: Path, title: str) -> None:
        copy = self.folder / title
        copy.parent.mkdir(parents=True, exist_ok=True)
        (copy.parent / "__init__.py").touch()
        shutil.copyfile(path, copy)

    def _copy_example(self, example: Example) -> None:
        topic, stem = example.name.split("/")
        self.example = example
        copy = self.folder / topic / stem
        if not copy.exists():
            _copy_topic(example.topic, copy)
        self.directory = copy
        named = copy / stem
        if (named / "pyproject.toml").is_file() or (named.is_dir() and self.begins_in == "package"):
            self.directory = named
        elif stem != "main" and named.with_suffix(".py").is_file():
            shutil.copyfile(named.with_suffix(".py"), copy / "main.py")
        self.environment.update(special(example.name).environment)

    def run(self, command: str) -> Ended:
        """Run one command; `curl` reaches the app of the example, whether the page starts it or not."""
        for name, text in self.files.items():
            path = self.directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if SERVES.fullmatch(command):
            return self._serve(command)
        if ADDRESS in command:
            if self.server is None:
                started = self._serve(self._usual_start())
                if started.status:
                    return started
            command = command.replace(ADDRESS, f"127.0.0.1:{self.port}")
        return self._run_to_its_end(command)

    def stop(self) -> None:
        """End what serves, as Ctrl+C does."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGINT)
            try:
                self.server.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                os.killpg(self.server.pid, signal.SIGKILL)
                self.server.wait()
        self.server = None

    def _usual_start(self) -> str:
        if (self.directory / "main.py").is_file() or self.example is None:
            return "etude run main.py"
        inner = sorted((self.directory / self.example.stem).rglob("main.py"))
        return f"etude run {inner[0].relative_to(self.directory)}" if inner else "etude run"

    def _run_to_its_end(self, command: str) -> Ended:
        state = self.folder / "state"
        functions = f"{state}.functions"
        script = (
            f"touch {functions}\n. {functions}\n{command}\nstatus=$?\n"
            f"pwd > {state}.pwd\nenv -0 > {state}.env\ndeclare -f > {functions}\nexit $status"
        )
        done = subprocess.run(
            ["timeout", PATIENCE, "bash", "-c", script],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode == TIMED_OUT:
            return Ended(TIMED_OUT, f"{done.stdout}\nNot ended after {PATIENCE} seconds.")
        self.directory = Path(state.with_suffix(".pwd").read_text().rstrip("\n"))
        variables = state.with_suffix(".env").read_text().split("\0")
        self.environment = dict(line.split("=", 1) for line in variables if "=" in line)
        return Ended(done.returncode, done.stdout)

    def _serve(self, command: str) -> Ended:
        self.stop()
        self.port = free_port()
        log = self.folder / f"server-{self.port}.log"
        with log.open("w") as output:
            self.server = subprocess.Popen(
                ["bash", "-c", f"{command} --port {self.port}"],
                cwd=self.directory,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        ended = time.monotonic() + DEADLINE
        while time.monotonic() < ended and self.server.poll() is None:
            if _answers(self.port):
                return Ended(0, log.read_text(errors="replace"), goes_on=True)
            time.sleep(0.05)
        self.stop()
        return Ended(1, log.read_text(errors="replace"))


def _copy_topic(topic: Path, copy: Path) -> None:
    """Copy a topic with the newest form of each example, under the name without a suffix."""
    found = examples(topic)
    forms = {path.name for example in found.values() for path in example.forms.values()}
    ignored = shutil.ignore_patterns("__pycache__", "tests", *forms)
    shutil.copytree(topic, copy, ignore=ignored)
    for stem, example in found.items():
        path = example.forms[_newest(example)]
        if path.is_dir():
            shutil.copytree(path, copy / stem, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(path, copy / f"{stem}.py")


def _newest(example: Example) -> Form:
    readable = [form for form in FORMS if form in example.forms and form.is_readable]
    return max(readable, key=lambda form: (form.is_annotated, form.minimum))


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/openapi.json", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
