"""Measures workloads in process: each subject runs in a worker that answers commands."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterator, Mapping, Sequence

from benchmarks import comparison
from benchmarks.answers import Answer
from benchmarks.environments import ROOT, variables_for
from benchmarks.errors import WorkerFailure
from benchmarks.results import MICROSECONDS, PROCESS, Result
from benchmarks.subjects import Subject
from benchmarks.workloads import Workload

FIRST_REQUESTS = 10
"""How often each request is sent before it is known how long it takes."""


@dataclass(frozen=True)
class Settings:
    """How much is measured; without `requests`, samples are made about `sample_ns` long."""

    rounds: int = 40
    requests: int | None = None
    sample_ns: int = 50_000_000


class Worker:
    """A subprocess that runs one workload of one subject."""

    def __init__(self, python: Path, subject: Subject, workload: Workload) -> None:
        self.name = f"the worker of {subject.name} on {workload.name}"
        module = subject.module(workload.application)
        self._process = subprocess.Popen(
            [str(python), "-m", "benchmarks.worker", module, workload.name],
            cwd=ROOT,
            env=variables_for(subject),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._process.communicate()

    def ask(self, command: str, requests: int = 0) -> dict[str, Any]:
        """Send a command and return the reply."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise WorkerFailure(f"{self.name} was started without pipes")
        try:
            stdin.write(json.dumps({"command": command, "requests": requests}) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerFailure(
                f"{self.name} ended with status {self._process.wait()} when asked for its "
                f"{command}: what it wrote stands above"
            )
        reply: dict[str, Any] = json.loads(line)
        return reply


@dataclass
class WorkerRunner:
    """A worker that must keep its answers, and its number of requests a sample."""

    worker: Worker
    settings: Settings
    known: list[Answer] = field(default_factory=list)
    requests: int = 1

    def answers(self) -> list[Answer]:
        """Return the answer to each request of the workload, which later ones must equal."""
        self.known = [Answer.from_json(one) for one in self.worker.ask("answers")["answers"]]
        return self.known

    def sample(self) -> float:
        """Return CPU nanoseconds per request of one sample, all of whose answers are right."""
        reply = self.worker.ask("sample", self.requests)
        for number, (answer, found) in enumerate(zip(self.known, reply["digests"]), start=1):
            if set(found) - {answer.digest()}:
                raise WorkerFailure(
                    f"{self.worker.name} does not always answer request {number} the same: "
                    f"{len(found)} answers differ in status, headers or body"
                )
        cpu_ns: int = reply["cpu_ns"]
        return cpu_ns / self.requests

    def warm_up(self) -> int:
        """Run until code and caches are warm; choose how many requests make a sample.

        A sample sends every request of the workload equally often.
        """
        if self.settings.requests is not None:
            self.requests = self.settings.requests
            self.sample()
            return self.requests
        different = len(self.known)
        self.requests = FIRST_REQUESTS * different
        while True:
            spent = self.sample() * self.requests
            if spent >= self.settings.sample_ns / 2:
                break
            self.requests *= 2
        times = self.requests / different * self.settings.sample_ns / spent
        self.requests = different * max(1, round(times))
        return self.requests


def measure(
    workload: Workload,
    subjects: Sequence[Subject],
    pythons: Mapping[str, Path],
    settings: Settings,
    say: Callable[[str], None],
) -> Result:
    """Return what the requests of a workload cost each subject."""

    @contextmanager
    def start(subject: Subject) -> Iterator[WorkerRunner]:
        with Worker(pythons[subject.environment], subject, workload) as worker:
            yield WorkerRunner(worker, settings)

    return comparison.measure(
        PROCESS, MICROSECONDS, workload, subjects, start, settings.rounds, say
    )


@dataclass(frozen=True)
class Calls:
    """The calls that a request needs on average: of and by Etude, and all that there are."""

    own: float
    every: float


def count_calls(
    workload: Workload, subjects: Sequence[Subject], pythons: Mapping[str, Path]
) -> dict[str, Calls]:
    """Return the calls of each subject that can do the workload."""
    found: dict[str, Calls] = {}
    for subject in subjects:
        if workload.name not in subject.lacks:
            with Worker(pythons[subject.environment], subject, workload) as worker:
                found[subject.name] = Calls(**worker.ask("calls"))
    return found
