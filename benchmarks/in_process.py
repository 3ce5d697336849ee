"""Measures workloads in process: each subject in a worker, their samples taken in turn."""

from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Mapping, Sequence

from benchmarks.answers import Answer, find_differences, reference_of
from benchmarks.environments import ROOT, variables_for
from benchmarks.errors import WorkerFailure
from benchmarks.results import MICROSECONDS, PROCESS, Result
from benchmarks.subjects import Subject
from benchmarks.turns import turns
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
class Runner:
    """A worker with the answers that it must keep giving and its number of requests a sample."""

    worker: Worker
    answers: list[Answer]
    requests: int = 1

    @classmethod
    def start(cls, worker: Worker) -> Runner:
        """Return a runner whose worker has answered each request once."""
        reply = worker.ask("answers")
        return cls(worker, [Answer.from_json(one) for one in reply["answers"]])

    def sample(self) -> float:
        """Return CPU nanoseconds per request of one sample, all of whose answers are right."""
        reply = self.worker.ask("sample", self.requests)
        for number, (answer, found) in enumerate(zip(self.answers, reply["digests"]), start=1):
            if set(found) - {answer.digest()}:
                raise WorkerFailure(
                    f"{self.worker.name} does not always answer request {number} the same: "
                    f"{len(found)} answers differ in status, headers or body"
                )
        cpu_ns: int = reply["cpu_ns"]
        return cpu_ns / self.requests

    def warm_up(self, settings: Settings) -> None:
        """Run until code and caches are warm; choose how many requests make a sample.

        A sample sends every request of the workload equally often.
        """
        if settings.requests is not None:
            self.requests = settings.requests
            self.sample()
            return
        different = len(self.answers)
        self.requests = FIRST_REQUESTS * different
        while True:
            spent = self.sample() * self.requests
            if spent >= settings.sample_ns / 2:
                break
            self.requests *= 2
        times = self.requests / different * settings.sample_ns / spent
        self.requests = different * max(1, round(times))


def measure(
    workload: Workload,
    subjects: Sequence[Subject],
    pythons: Mapping[str, Path],
    settings: Settings,
    say: Callable[[str], None],
) -> Result:
    """Return a workload's samples; where answers differ, the differences and no samples."""
    result = Result(PROCESS, workload.name, workload.title, MICROSECONDS)
    with ExitStack() as stack:
        runners: dict[str, Runner] = {}
        for subject in subjects:
            if workload.name in subject.lacks:
                result.lacking[subject.name] = subject.lacks[workload.name]
                continue
            worker = Worker(pythons[subject.environment], subject, workload)
            runners[subject.name] = Runner.start(stack.enter_context(worker))
        result.differences = differences(runners, workload)
        if not result.differences:
            take_samples(runners, settings, result)
    say(f"{workload.name}: {settings.rounds} rounds of {', '.join(runners)}")
    return result


def differences(runners: Mapping[str, Runner], workload: Workload) -> list[str]:
    """Return a sentence for each answer that is not as it must be."""
    answers = {name: runner.answers for name, runner in runners.items()}
    if not answers:
        return []
    return find_differences(answers, reference_of(answers), workload.status)


def take_samples(runners: Mapping[str, Runner], settings: Settings, result: Result) -> None:
    """Fill in the samples of all rounds."""
    for name, runner in runners.items():
        runner.warm_up(settings)
        result.requests[name] = runner.requests
        result.samples[name] = []
    for name in turns(list(runners), settings.rounds):
        result.samples[name].append(runners[name].sample())
