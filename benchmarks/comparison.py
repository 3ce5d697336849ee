"""Measures a workload by several subjects: equal answers first, then samples in turn."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Callable, ContextManager, Mapping, Protocol, Sequence

from benchmarks.answers import Answer, find_differences
from benchmarks.results import Result, Section, Unit
from benchmarks.subjects import Subject
from benchmarks.turns import turns
from benchmarks.workloads import Workload


class Runner(Protocol):
    """The application of one subject, running."""

    def answers(self) -> list[Answer]:
        """Return the answer to each request of the workload."""

    def warm_up(self) -> int | None:
        """Run until it is warm; return how many requests make a sample, where that is chosen."""

    def sample(self) -> float:
        """Return the value of one sample."""


def measure(
    section: Section,
    unit: Unit,
    workload: Workload,
    subjects: Sequence[Subject],
    start: Callable[[Subject], ContextManager[Runner]],
    rounds: int,
    say: Callable[[str], None],
) -> Result:
    """Return a workload's samples; where answers differ, the differences and no samples."""
    result = Result(section, workload.name, workload.title, unit)
    with ExitStack() as stack:
        runners: dict[str, Runner] = {}
        for subject in subjects:
            if workload.name in subject.lacks:
                result.lacking[subject.name] = subject.lacks[workload.name]
            else:
                runners[subject.name] = stack.enter_context(start(subject))
        answers = {name: runner.answers() for name, runner in runners.items()}
        result.differences = find_differences(answers, workload.status)
        if not result.differences:
            take_samples(runners, rounds, result)
    say(f"{section.title}, {workload.name}: {rounds} rounds of {', '.join(runners)}")
    return result


def take_samples(runners: Mapping[str, Runner], rounds: int, result: Result) -> None:
    """Fill in the samples of all rounds."""
    for name, runner in runners.items():
        requests = runner.warm_up()
        if requests is not None:
            result.requests[name] = requests
        result.samples[name] = []
    for name in turns(list(runners), rounds):
        result.samples[name].append(runners[name].sample())
