#!/usr/bin/env python3
"""Measures Etude against other frameworks; makes the environments that it needs.

    python scripts/bench.py                       everything, by all subjects
    python scripts/bench.py --quick               equal answers, rough ratios
    python scripts/bench.py --only process,scale  two of the ways to measure
    python scripts/bench.py --profile etude W2    the functions that cost most
    python scripts/bench.py --calls               the calls that a request needs
    python scripts/bench.py --publish             everything, also for the documentation

It ends with status 1 when subjects answer differently, with status 2 when it cannot measure.
benchmarks/README.md says how it measures and what the tables mean.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence, TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import budgets, environments, in_process, machine, network, scale, tables  # noqa: E402
from benchmarks.bars import OWN  # noqa: E402
from benchmarks.errors import BenchmarkError  # noqa: E402
from benchmarks.in_process import Settings, Worker  # noqa: E402
from benchmarks.network import NetworkSettings  # noqa: E402
from benchmarks.results import Result  # noqa: E402
from benchmarks.scale import FEW, ScaleSettings  # noqa: E402
from benchmarks.subjects import SUBJECTS, Subject  # noqa: E402
from benchmarks.workloads import WORKLOADS, Workload  # noqa: E402

CACHE = ROOT / ".cache" / "bench"
PUBLISHED = ROOT / "benchmarks" / "measured"
QUICK = Settings(rounds=5, sample_ns=5_000_000)
QUICK_SCALE = ScaleSettings(rounds=1, counts=(FEW, 100))
QUICK_NETWORK = NetworkSettings(rounds=1)
QUICK_WAYS = "process,scale"
PROFILED_REQUESTS = 5000

Value = TypeVar("Value")


@dataclass(frozen=True)
class Plan:
    """What is measured, by whom, and how much of it."""

    subjects: Sequence[Subject]
    workloads: Sequence[Workload]
    pythons: Mapping[str, Path]
    options: argparse.Namespace


def say(text: str) -> None:
    """Print progress beside the result."""
    print(text, file=sys.stderr, flush=True)


def choose(table: Mapping[str, Value], what: str, names: str) -> list[Value]:
    """Return the values for names with commas between, in the order of the names."""
    chosen = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in chosen if name not in table]
    if unknown or not chosen:
        raise BenchmarkError(
            f"--{what} {names}: {', '.join(unknown) or 'nothing'} is not among {', '.join(table)}"
        )
    return [table[name] for name in chosen]


def prepare_environments(subjects: Iterable[Subject], fresh: bool) -> dict[str, Path]:
    """Make the environments of the subjects and return the interpreter of each."""
    pythons: dict[str, Path] = {}
    for name in sorted({subject.environment for subject in subjects}):
        environment = environments.locate(name, CACHE / "environments")
        environments.prepare(environment, say, fresh)
        pythons[name] = environment.python
    return pythons


def profile(subject: Subject, workload: Workload, pythons: Mapping[str, Path], count: int) -> None:
    """Print where one subject spends its time on one workload."""
    with Worker(pythons[subject.environment], subject, workload) as worker:
        worker.ask("sample", count)
        print(worker.ask("profile", count)["text"])


def circumstances(plan: Plan, arguments: Sequence[str]) -> dict[str, Any]:
    """Return what a result keeps beside its numbers."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "command": " ".join(["python scripts/bench.py", *arguments]),
        "time": now.strftime("%Y-%m-%d %H:%M UTC"),
        "checkout": machine.checkout(ROOT),
        "machine": machine.describe_machine(),
        "versions": {
            subject.name: environments.versions_in(plan.pythons[subject.environment])
            for subject in plan.subjects
        },
    }


def report(results: Sequence[Result], plan: Plan, about: Mapping[str, Any]) -> None:
    """Print what was measured, and write it as Markdown and as JSON."""
    folder = plan.options.output
    folder.mkdir(parents=True, exist_ok=True)
    page = tables.as_markdown(results, about, [subject.name for subject in plan.subjects])
    (folder / "bench.md").write_text(page, encoding="utf-8")
    content = json.dumps(tables.as_json(results, about), indent=2, ensure_ascii=False)
    (folder / "bench.json").write_text(content + "\n", encoding="utf-8")
    print(page)
    for warning in tables.disagreements(about["versions"]):
        say(warning)
    say(f"Written to bench.md and bench.json in {folder}")


def publish(results: Sequence[Result], plan: Plan, about: Mapping[str, Any]) -> None:
    """Write what the page about performance includes; what was not measured stays."""
    PUBLISHED.mkdir(exist_ok=True)
    subjects = [subject.name for subject in plan.subjects]
    for section, part in tables.for_the_docs(results, about, subjects).items():
        (PUBLISHED / f"{section}.md").write_text(part, encoding="utf-8")
        say(f"Written for the documentation: {section}.md in {PUBLISHED}")


def measure_process(plan: Plan) -> Iterator[Result]:
    """Measure the workloads in process."""
    usual = QUICK if plan.options.quick else Settings()
    settings = replace(
        usual,
        rounds=plan.options.rounds or usual.rounds,
        requests=plan.options.requests or usual.requests,
    )
    for workload in plan.workloads:
        yield in_process.measure(workload, plan.subjects, plan.pythons, settings, say)


def measure_scale(plan: Plan) -> Iterator[Result]:
    """Measure imports, and applications with many routes."""
    usual = QUICK_SCALE if plan.options.quick else ScaleSettings()
    settings = replace(usual, rounds=plan.options.rounds or usual.rounds)
    yield from scale.measure(plan.subjects, plan.pythons, settings, say)


def measure_network(plan: Plan) -> Iterator[Result]:
    """Measure the workloads over the network; websockets are beyond the load generator."""
    usual = QUICK_NETWORK if plan.options.quick else NetworkSettings()
    settings = replace(usual, rounds=plan.options.rounds or usual.rounds)
    for workload in plan.workloads:
        if workload.is_http:
            yield network.measure(workload, plan.subjects, plan.pythons, settings, say)


WAYS: dict[str, Callable[[Plan], Iterator[Result]]] = {
    "process": measure_process,
    "scale": measure_scale,
    "network": measure_network,
}


def run(options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Measure, and report even if something stops that; return the exit status."""
    usual = QUICK_WAYS if options.quick else ",".join(WAYS)
    ways = choose(WAYS, "only", options.only or usual)
    subjects = choose(SUBJECTS, "subjects", options.subjects or ",".join(SUBJECTS))
    workloads = choose(WORKLOADS, "workloads", options.workloads)
    if measure_network in ways:
        network.require_tools()
    plan = Plan(subjects, workloads, prepare_environments(subjects, options.fresh), options)
    about = circumstances(plan, arguments)
    results: list[Result] = []
    try:
        for way in ways:
            results.extend(way(plan))  # what came before an error stays in the list
    finally:
        report(results, plan, about)
    if options.publish:
        publish(results, plan, about)
    return 1 if any(result.differences for result in results) else 0


def run_profile(options: argparse.Namespace) -> int:
    """Profile one subject on one workload; return the exit status."""
    name, workload_name = options.profile
    (subject,) = choose(SUBJECTS, "profile", name)
    (workload,) = choose(WORKLOADS, "profile", workload_name)
    pythons = prepare_environments([subject], options.fresh)
    profile(subject, workload, pythons, options.requests or PROFILED_REQUESTS)
    return 0


def run_calls(options: argparse.Namespace) -> int:
    """Print the calls that a request of each workload needs; return the exit status."""
    if options.write and not budgets.are_for_this_python():
        raise BenchmarkError(f"The budgets are for {budgets.PYTHON_NAME}: run --write with it")
    subjects = choose(SUBJECTS, "subjects", options.subjects or OWN)
    if options.write and SUBJECTS[OWN] not in subjects:
        raise BenchmarkError(f"The budgets are those of {OWN}: name it among --subjects")
    workloads = choose(WORKLOADS, "workloads", options.workloads)
    pythons = prepare_environments(subjects, options.fresh)
    found = {
        workload.name: in_process.count_calls(workload, subjects, pythons) for workload in workloads
    }
    limits = budgets.read() if budgets.are_for_this_python() else {}
    print(tables.call_table(found, limits, [subject.name for subject in subjects]))
    if options.write:
        budgets.write({name: counts[OWN].own for name, counts in found.items()})
        say(f"Written to {budgets.FILE.relative_to(ROOT)}")
    return 0


def positive(text: str) -> int:
    """Return a number of one or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def titles(table: Mapping[str, Subject] | Mapping[str, Workload]) -> str:
    """Return names and titles, one of each in a line."""
    return "\n".join(f"  {name:13} {one.title}" for name, one in table.items())


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        description=__doc__,
        epilog=f"subjects:\n{titles(SUBJECTS)}\n\nworkloads:\n{titles(WORKLOADS)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--quick",
        action="store_true",
        help="few and short samples: are the answers equal? The ratios are rough; "
        f"without --only, {QUICK_WAYS}",
    )
    made.add_argument(
        "--only", metavar="WAY,...", help=f"some of the ways to measure: {', '.join(WAYS)}"
    )
    made.add_argument(
        "--workloads",
        default=",".join(WORKLOADS),
        metavar="W1,...",
        help="some of the workloads below (not for scale)",
    )
    made.add_argument(
        "--subjects",
        metavar="A,...",
        help=f"some of the subjects below; the others are compared to the first (default: all; "
        f"for --calls {OWN})",
    )
    made.add_argument(
        "--rounds",
        type=positive,
        metavar="N",
        help=f"samples of each subject (default: {Settings.rounds} in process, "
        f"{ScaleSettings.rounds} at scale, {NetworkSettings.rounds} over the network)",
    )
    made.add_argument(
        "--requests",
        type=positive,
        metavar="N",
        help="requests in a sample in process (default: as many as take a twentieth of a second); "
        f"requests under --profile (default: {PROFILED_REQUESTS})",
    )
    made.add_argument(
        "--output",
        type=Path,
        default=CACHE / "results",
        metavar="FOLDER",
        help="where bench.md and bench.json go (default: .cache/bench/results)",
    )
    made.add_argument(
        "--publish",
        action="store_true",
        help="write the tables for the page about performance too, to benchmarks/measured",
    )
    made.add_argument(
        "--profile",
        nargs=2,
        metavar=("SUBJECT", "WORKLOAD"),
        help="instead of measuring, show the functions that cost most",
    )
    made.add_argument(
        "--calls",
        action="store_true",
        help="instead of measuring, count the calls of functions that a request needs",
    )
    made.add_argument(
        "--write",
        action="store_true",
        help="with --calls: make the counts the budgets that a test holds Etude to",
    )
    made.add_argument("--fresh", action="store_true", help="make the environments again")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser().parse_args(given)
    if options.write and not options.calls:
        parser().error("--write goes with --calls")
    try:
        if options.profile:
            return run_profile(options)
        return run_calls(options) if options.calls else run(options, given)
    except BenchmarkError as error:
        say(f"bench.py: {error}")
        return 2
    except KeyboardInterrupt:
        say("bench.py: stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main())
