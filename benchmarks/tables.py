"""Writes results as JSON and as a table in Markdown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Mapping, Sequence

from benchmarks.in_process import Result, Settings
from benchmarks.statistics import Spread, ratio, spread

FLOOR = "floor"


def ratios(result: Result) -> dict[str, Spread]:
    """Return, for each subject but the first, its CPU time over the first subject's."""
    first, *others = result.samples
    return {other: ratio(result.samples[other], result.samples[first]) for other in others}


def as_json(
    results: Sequence[Result], settings: Settings, circumstances: Mapping[str, Any]
) -> dict[str, Any]:
    """Return all that was measured; times are CPU nanoseconds per request."""
    return {
        **circumstances,
        "settings": asdict(settings),
        "versions": versions(results),
        "workloads": {result.workload.name: _result_as_json(result) for result in results},
    }


def versions(results: Sequence[Result]) -> dict[str, dict[str, str]]:
    """Return the versions that each subject ran on."""
    found: dict[str, dict[str, str]] = {}
    for result in results:
        found.update(result.versions)
    return found


def _result_as_json(result: Result) -> dict[str, Any]:
    if result.differences:
        return {"title": result.workload.title, "differences": result.differences}
    return {
        "title": result.workload.title,
        "subjects": {
            name: {
                "requests_per_sample": result.requests[name],
                "cpu_ns_per_request": asdict(spread(samples)),
                "samples": samples,
            }
            for name, samples in result.samples.items()
        },
        "ratios": {name: asdict(one) for name, one in ratios(result).items()},
    }


def as_markdown(results: Sequence[Result], circumstances: Mapping[str, Any]) -> str:
    """Return the page: how it was measured, the table, the versions."""
    parts = [introduction(results, circumstances), *measured(results), *unequal(results)]
    parts.append(version_table(versions(results)))
    return "\n\n".join(parts) + "\n"


def introduction(results: Sequence[Result], circumstances: Mapping[str, Any]) -> str:
    """Return what the numbers are and where they were measured."""
    machine = circumstances["machine"]
    rounds = max((len(one) for result in results for one in result.samples.values()), default=0)
    return (
        f"`{circumstances['command']}` at {circumstances['time']}, checkout "
        f"{circumstances['checkout'] or 'unknown'}, on {machine['cpu']} ({machine['cores']} cores, "
        f"{machine['system']}).\n\n"
        "CPU time per request in process: median of the rounds. A ratio is one of medians; the "
        f"quartiles of the {rounds} rounds' own ratios stand behind it."
    )


def measured(results: Sequence[Result]) -> list[str]:
    """Return the table of the workloads that were measured, one for each set of subjects."""
    groups: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        if result.samples:
            groups.setdefault(tuple(result.samples), []).append(result)
    return [_time_table(subjects, group) for subjects, group in groups.items()]


def _time_table(subjects: tuple[str, ...], results: Sequence[Result]) -> str:
    first, *others = subjects
    heads = ["workload", *(f"{name}, µs" for name in subjects)]
    heads += [_ratio_head(first, name) for name in others]
    rows = []
    for result in results:
        cells = [f"{result.workload.name} {result.workload.title}"]
        cells += [f"{spread(result.samples[name]).median / 1000:.1f}" for name in subjects]
        found = ratios(result)
        cells += [ratio_cell(name, found[name]) for name in others]
        rows.append(cells)
    return table(heads, rows)


def _ratio_head(first: str, other: str) -> str:
    if other == FLOOR:
        return f"{first}'s share of the floor's speed"
    return f"{first} against {other}"


def ratio_cell(subject: str, one: Spread) -> str:
    """Return a ratio: how many times as fast, or for the floor the share that is reached."""
    if subject == FLOOR:
        return f"{one.median:.1%} ({one.lower:.1%} to {one.upper:.1%})"
    return f"{one.median:.2f} ({one.lower:.2f} to {one.upper:.2f})"


def unequal(results: Sequence[Result]) -> list[str]:
    """Return the differences of the workloads that were not measured because of them."""
    return [
        f"**{result.workload.name} was not measured, because answers differ:**\n\n```\n"
        + "\n".join(result.differences)
        + "\n```"
        for result in results
        if result.differences
    ]


def version_table(found: Mapping[str, Mapping[str, str]]) -> str:
    """Return the table of versions, one row for each subject."""
    names: list[str] = []
    for one in found.values():
        names += [name for name in one if name not in names]
    rows = [[subject, *(one.get(name, "") for name in names)] for subject, one in found.items()]
    return table(["subject", *names], rows)


def disagreements(found: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a warning for each distribution of which subjects run different versions."""
    warnings = []
    names = sorted({name for one in found.values() for name in one})
    for name in names:
        used = {subject: one[name] for subject, one in found.items() if name in one}
        if len(set(used.values())) > 1:
            listed = ", ".join(f"{subject} {version}" for subject, version in used.items())
            warnings.append(
                f"Different versions of {name}: {listed}. Make them again with --fresh."
            )
    return warnings


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; the first column holds text, the others numbers."""
    marks = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows))
