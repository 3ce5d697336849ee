"""Measures import, startup, memory and description; each value comes from a fresh process."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Mapping, Sequence

from benchmarks.answers import Answer, find_differences
from benchmarks.environments import ROOT, variables_for
from benchmarks.errors import WorkerFailure
from benchmarks.results import (
    KIBIBYTES,
    MEBIBYTES,
    MICROSECONDS,
    MILLISECONDS,
    SCALE,
    TIMES,
    Result,
    Unit,
)
from benchmarks.subjects import Subject
from benchmarks.turns import turns

IMPORT_PROGRAM = "from benchmarks.import_worker import main; main()"
FEW, USUAL, MANY = 5, 1000, 5000
MEASURES: Mapping[str, tuple[str, Unit]] = {
    "startup": ("startup", MILLISECONDS),
    "memory": ("memory per route after startup", KIBIBYTES),
    "first": ("the first request", MILLISECONDS),
    "request": ("a later request", MICROSECONDS),
    "openapi": ("openapi()", MILLISECONDS),
}
"""What the worker tells of an application; title and unit of each."""

GROWTH: Mapping[str, tuple[int, bool]] = {
    "startup": (USUAL, True),
    "memory": (USUAL, False),
    "openapi": (USUAL, True),
    "request": (FEW, False),
}
"""With how many routes the most is compared, and whether each route's part of it is."""

Report = Dict[str, Any]
Say = Callable[[str], None]


@dataclass(frozen=True)
class ScaleSettings:
    """How much is measured: rounds, and the numbers of routes."""

    rounds: int = 5
    counts: tuple[int, ...] = (FEW, 100, USUAL, MANY)


@dataclass
class Run:
    """The reports of all processes, in the order of the rounds, and who cannot take part."""

    imports: dict[str, list[Report]] = field(default_factory=dict)
    routes: dict[int, dict[str, list[Report]]] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)


def measure(
    subjects: Sequence[Subject], pythons: Mapping[str, Path], settings: ScaleSettings, say: Say
) -> list[Result]:
    """Return one result for each measure and each number of routes."""
    run = Run()
    run.lacking = {one.name: one.lacks["scale"] for one in subjects if "scale" in one.lacks}
    able = [subject for subject in subjects if subject.name not in run.lacking]
    importable = [subject for subject in subjects if subject.imports]
    run.imports = measure_imports(importable, pythons, settings, say)
    for count in settings.counts if able else ():
        run.routes[count] = measure_routes(able, pythons, settings, count, say)
    return list(results_of(run))


def measure_imports(
    subjects: Sequence[Subject], pythons: Mapping[str, Path], settings: ScaleSettings, say: Say
) -> dict[str, list[Report]]:
    """Return what importing costs, measured when the bytecode of everything is written."""

    def report(subject: Subject) -> Report:
        return run_worker(subject, pythons, "-c", IMPORT_PROGRAM, subject.imports)

    for subject in subjects:
        report(subject)
    return in_turns(subjects, settings, report, "import", say)


def measure_routes(
    subjects: Sequence[Subject],
    pythons: Mapping[str, Path],
    settings: ScaleSettings,
    count: int,
    say: Say,
) -> dict[str, list[Report]]:
    """Return what applications with so many routes cost."""

    def report(subject: Subject) -> Report:
        worker = ("-m", "benchmarks.scale_worker", subject.module("scale"), str(count))
        return run_worker(subject, pythons, *worker)

    return in_turns(subjects, settings, report, f"{count:,} routes", say)


def in_turns(
    subjects: Sequence[Subject],
    settings: ScaleSettings,
    report: Callable[[Subject], Report],
    what: str,
    say: Say,
) -> dict[str, list[Report]]:
    """Return the reports of each subject, made in turns."""
    reports: dict[str, list[Report]] = {subject.name: [] for subject in subjects}
    for subject in turns(subjects, settings.rounds):
        reports[subject.name].append(report(subject))
    say(f"Scale, {what}: {settings.rounds} rounds of {', '.join(reports)}")
    return reports


def run_worker(subject: Subject, pythons: Mapping[str, Path], *arguments: str) -> Report:
    """Run a worker in the environment of a subject and return what it reports."""
    done = subprocess.run(
        [str(pythons[subject.environment]), *arguments],
        cwd=ROOT,
        env=variables_for(subject),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise WorkerFailure(
            f"`python {' '.join(arguments)}` of {subject.name} ended with status "
            f"{done.returncode}: what it wrote stands above"
        )
    report: Report = json.loads(done.stdout)
    return report


def results_of(run: Run) -> Iterator[Result]:
    """Yield the results of all reports."""
    yield import_result(run, "import", "import", "cpu_ns", MILLISECONDS)
    yield import_result(run, "import-memory", "memory after the import", "bytes", MEBIBYTES)
    for measure_name, count in product(MEASURES, run.routes):
        yield route_result(run, measure_name, count)
    for name, (base, is_divided) in GROWTH.items():
        if {base, MANY} <= set(run.routes):
            yield growth_result(run, name, base, is_divided)


def import_result(run: Run, name: str, title: str, key: str, unit: Unit) -> Result:
    """Return what importing cost each subject."""
    samples = {subject: [one[key] for one in given] for subject, given in run.imports.items()}
    lacking = {name: reason for name, reason in run.lacking.items() if name not in samples}
    return Result(SCALE, name, title, unit, samples, lacking=lacking)


def route_result(run: Run, name: str, count: int) -> Result:
    """Return one measure with so many routes; subjects that do not have it are left out."""
    title, unit = MEASURES[name]
    result = Result(SCALE, f"{name}-{count}", f"{title}, {count:,} routes", unit)
    result.lacking = dict(run.lacking)
    reports = run.routes[count]
    result.differences = differences(reports, count)
    for subject, given in reports.items():
        values = [one[name] for one in given]
        if None in values:
            result.lacking[subject] = "has nothing like it"
        elif not result.differences:
            result.samples[subject] = values
    return result


def differences(reports: Mapping[str, Sequence[Report]], count: int) -> list[str]:
    """Return a sentence for each answer and each document that is not as it must be."""
    answers = {
        subject: [Answer.from_json(answer) for one in given for answer in one["answers"]]
        for subject, given in reports.items()
    }
    found = find_differences(answers, 200)
    for subject, given in reports.items():
        described = {one["operations"] for one in given} - {None, count}
        found += [f"{subject}: {number} of {count} operations described" for number in described]
    return found


def growth_result(run: Run, name: str, base: int, is_divided: bool) -> Result:
    """Return how many times as much the most routes cost as few, in the same round."""
    title, _ = MEASURES[name]
    part = f"{title} of a route" if is_divided else title
    result = Result(
        SCALE, f"{name}-growth", f"{part}: with {MANY:,} routes against {base:,}", TIMES
    )
    few, many = route_result(run, name, base), route_result(run, name, MANY)
    result.lacking = few.lacking
    fair = MANY / base if is_divided else 1
    for subject, samples in few.samples.items():
        pairs = zip(samples, many.samples.get(subject, ()))
        result.samples[subject] = [above / below / fair for below, above in pairs]
    return result
