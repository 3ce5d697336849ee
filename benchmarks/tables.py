"""Writes results as JSON and as tables in Markdown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Mapping, Sequence

from benchmarks.bars import OWN, bar_for
from benchmarks.in_process import Calls
from benchmarks.results import TIMES, Result, Section
from benchmarks.statistics import Spread, ratio, spread
from benchmarks.workloads import WORKLOADS

FLOOR = "floor"
ABSENT = "—"
SHARE = ("{:.1%}".format, "{:.0%}".format)
NUMBER = ((lambda value: f"{value:.2f}" if value >= 1 else f"{value:.3f}"), "{:g}".format)
"""How a ratio is written, and its bar."""


def ratios(result: Result) -> dict[str, Spread]:
    """Return the comparison of the first subject to each of the others."""
    first, *others = result.samples or [""]
    return {other: _compare(result, first, other) for other in others}


def _compare(result: Result, first: str, other: str) -> Spread:
    above, below = (first, other) if result.section.first_over_other else (other, first)
    return ratio(result.samples[above], result.samples[below])


def as_json(results: Sequence[Result], circumstances: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that was measured; times are ns of CPU time, memory is in bytes."""
    content: dict[str, Any] = {**circumstances}
    for section, group in by_section(results).items():
        content[section.name] = {result.name: _result_as_json(result) for result in group}
    return content


def _result_as_json(result: Result) -> dict[str, Any]:
    content: dict[str, Any] = {"title": result.title, "lacking": result.lacking}
    if result.differences:
        return {**content, "differences": result.differences}
    content["subjects"] = {
        name: {**asdict(spread(samples)), "samples": samples}
        for name, samples in result.samples.items()
    }
    for name, requests in result.requests.items():
        content["subjects"][name]["requests_per_sample"] = requests
    content["ratios"] = {
        other: {**asdict(one), **_bar_as_json(result, other, one.median)}
        for other, one in ratios(result).items()
    }
    return content


def _bar_as_json(result: Result, other: str, value: float) -> dict[str, Any]:
    bar = bar_for(result.section.name, result.name, next(iter(result.samples)), other)
    return {"bar": bar.limit, "is_met": bar.is_met(value)} if bar else {}


def by_section(results: Sequence[Result]) -> dict[Section, list[Result]]:
    """Return the results of each section."""
    groups: dict[Section, list[Result]] = {}
    for result in results:
        groups.setdefault(result.section, []).append(result)
    return groups


def as_markdown(
    results: Sequence[Result], circumstances: Mapping[str, Any], subjects: Sequence[str]
) -> str:
    """Return the page: how it was measured, a table for each section, the versions."""
    parts = [introduction(circumstances)]
    for section, group in by_section(results).items():
        parts += [f"## {section.title}", *section_parts(section, group, subjects)]
    return "\n\n".join(parts) + "\n"


def for_the_docs(
    results: Sequence[Result], circumstances: Mapping[str, Any], subjects: Sequence[str]
) -> dict[str, str]:
    """Return what a page of the documentation includes of each section, by its name."""
    when = f"Measured on {circumstances['time'].partition(' ')[0]}."
    end = origin(circumstances)
    return {
        section.name: "\n\n".join(
            [when, *section_parts(section, group, subjects, with_bars=False), end, ""]
        )
        for section, group in by_section(results).items()
    }


def introduction(circumstances: Mapping[str, Any]) -> str:
    """Return where the numbers were measured and how to read them."""
    return (
        f"{origin(circumstances)}\n\n"
        "Values are medians of the rounds. A ratio is one of medians; the quartiles of the rounds' "
        "own ratios stand behind it."
    )


def origin(circumstances: Mapping[str, Any]) -> str:
    """Return by what, when and where numbers were measured."""
    machine = circumstances["machine"]
    return (
        f"`{circumstances['command']}` at {circumstances['time']}, checkout "
        f"{circumstances['checkout'] or 'unknown'}, on {machine['cpu']} ({machine['cores']} cores, "
        f"{machine['system']}). {version_line(circumstances['versions'])}"
    )


def section_parts(
    section: Section, results: Sequence[Result], subjects: Sequence[str], with_bars: bool = True
) -> list[str]:
    """Return what was measured, the tables, and what could not be measured."""
    measured = [result for result in results if result.samples]
    shown = [name for name in subjects if any(name in result.samples for result in measured)]
    rounds = max((len(one) for result in measured for one in result.samples.values()), default=0)
    parts = [f"{section.explanation} {rounds} round{'s' * (rounds != 1)}."]
    if measured:
        parts += [value_table(measured, shown, with_bars)]
    if len(shown) > 1:
        parts += [ratio_table(section, measured, shown, with_bars)]
        parts += losses(section, measured, shown[0])
    return [*parts, *lacking(results), *unequal(results)]


def value_table(results: Sequence[Result], subjects: Sequence[str], with_bars: bool) -> str:
    """Return the table of the medians."""
    rows = []
    for result in results:
        values = [value_cell(result, name, with_bars) for name in subjects]
        rows.append([label(result.name, result.title), result.unit.name, *values])
    return table(["what", "unit", *subjects], rows)


def label(name: str, title: str) -> str:
    """Return what a row is called: names of workloads are in front of their titles."""
    return f"{name} {title}" if name in WORKLOADS else title


def mention(result: Result) -> str:
    """Return what a result is called in a list."""
    return result.name if result.name in WORKLOADS else result.title


def value_cell(result: Result, subject: str, with_bars: bool) -> str:
    """Return the median of a subject, perhaps with the bar for the value itself."""
    if subject not in result.samples:
        return ABSENT
    median = spread(result.samples[subject]).median
    bar = bar_for(result.section.name, result.name, subject, OWN)
    shown = result.unit.show(median)
    return f"{shown} ({bar.show(median, result.unit.show)})" if bar and with_bars else shown


def ratio_table(
    section: Section, results: Sequence[Result], subjects: Sequence[str], with_bars: bool
) -> str:
    """Return the table of the comparisons of the first subject to the others."""
    first, *others = subjects
    heads = ["what", *(_ratio_head(section, first, other) for other in others)]
    rows = []
    for result in results:
        found = ratios(result)
        if is_compared(result, first) and found:
            cells = [ratio_cell(result, name, found, with_bars) for name in others]
            rows.append([label(result.name, result.title), *cells])
    return table(heads, rows)


def is_compared(result: Result, first: str) -> bool:
    """Return whether a result has ratios of the first subject to others."""
    return result.unit != TIMES and next(iter(result.samples)) == first


def _ratio_head(section: Section, first: str, other: str) -> str:
    if other == FLOOR:
        return f"{first}'s share of the floor's speed"
    return section.comparison.format(first=first, other=other)


def ratio_cell(result: Result, other: str, found: Mapping[str, Spread], with_bars: bool) -> str:
    """Return a ratio with its spread, perhaps with its bar; for the floor in percent."""
    if other not in found:
        return ABSENT
    one, first = found[other], next(iter(result.samples))
    show, show_limit = SHARE if other == FLOOR else NUMBER
    cell = f"{show(one.median)} ({show(one.lower)} to {show(one.upper)})"
    bar = bar_for(result.section.name, result.name, first, other)
    return f"{cell}, {bar.show(one.median, show_limit)}" if bar and with_bars else cell


def losses(section: Section, results: Sequence[Result], first: str) -> list[str]:
    """Return the list of where another subject does better than the first; the floor always may."""
    found: dict[str, list[str]] = {}
    for result in [one for one in results if is_compared(one, first)]:
        for other, one in ratios(result).items():
            if other != FLOOR and (one.median < 1) == section.more_is_better and one.median != 1:
                found.setdefault(other, []).append(mention(result))
    lines = [f"- {other}: {'; '.join(names)}" for other, names in found.items()]
    return [f"Better than {first}:\n\n" + "\n".join(lines)] if lines else []


def lacking(results: Sequence[Result]) -> list[str]:
    """Return the list of why subjects have no value, one line for each subject and reason.

    The results are named unless they are all that there are.
    """
    reasons: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for subject, reason in result.lacking.items():
            reasons.setdefault((subject, reason), []).append(mention(result))
    lines = [
        f"- {subject}: {reason}" + (f" ({'; '.join(names)})" if len(names) < len(results) else "")
        for (subject, reason), names in sorted(reasons.items())
    ]
    return ["Not measured:\n\n" + "\n".join(lines)] if lines else []


def unequal(results: Sequence[Result]) -> list[str]:
    """Return the differences of what was not measured because of them, each list once."""
    names: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        if result.differences:
            names.setdefault(tuple(result.differences), []).append(result.name)
    return [
        f"**{', '.join(found)} not measured, because answers differ:**\n\n```\n"
        + "\n".join(differences)
        + "\n```"
        for differences, found in names.items()
    ]


def version_line(found: Mapping[str, Mapping[str, str]]) -> str:
    """Return the versions of everything; subjects that share it run the same one."""
    parts = [
        f"{name} {' and '.join(sorted(set(used.values())))}"
        for name, used in by_distribution(found).items()
    ]
    return f"Versions: {', '.join(parts)}."


def disagreements(found: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a warning for each distribution of which subjects run different versions."""
    warnings = []
    for name, used in by_distribution(found).items():
        if len(set(used.values())) > 1:
            listed = ", ".join(f"{subject} {version}" for subject, version in used.items())
            warnings.append(
                f"Different versions of {name}: {listed}. Make them again with --fresh."
            )
    return warnings


def by_distribution(found: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the version that each subject runs of a distribution."""
    used: dict[str, dict[str, str]] = {}
    for subject, versions in found.items():
        for name, version in versions.items():
            used.setdefault(name, {})[subject] = version
    return used


def call_table(
    found: Mapping[str, Mapping[str, Calls]], budgets: Mapping[str, int], subjects: Sequence[str]
) -> str:
    """Return the table of calls for a request; the first two columns are those of the guard."""
    rows = []
    for name, calls in found.items():
        own = f"{calls[OWN].own:g}" if OWN in calls else ABSENT
        every = [f"{calls[one].every:g}" if one in calls else ABSENT for one in subjects]
        rows.append(
            [label(name, WORKLOADS[name].title), own, str(budgets.get(name, ABSENT)), *every]
        )
    heads = ["what", "by Etude", "budget", *(f"all, {subject}" for subject in subjects)]
    return table(heads, rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; the first column holds text, the others numbers."""
    marks = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows))
