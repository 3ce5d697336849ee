"""How many calls a request may need: a limit for each workload, kept in `budgets.toml`.

Counts differ between versions of Python, so the budgets are for one of them.
"""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path
from typing import Any, Mapping

from benchmarks.workloads import WORKLOADS

FILE = Path(__file__).with_name("budgets.toml")
PYTHON = (3, 11)
PYTHON_NAME = "Python {}.{}".format(*PYTHON)
REWRITE = "python scripts/bench.py --calls --write"
TOLERANCE = 1.05
"""A long stream lets others run every few milliseconds, which costs calls: counts may vary so much."""
CLEARLY_FEWER = 0.9

_HEAD = f"""\
# How many calls Etude may need for one request of a workload, on {PYTHON_NAME}: calls of its own
# functions, and calls that these make. A test in tests/bench fails where a request needs more.
# Written by `{REWRITE}`.

"""


def are_for_this_python() -> bool:
    """Return whether counts of this interpreter can be compared to the budgets."""
    return sys.version_info[:2] == PYTHON


def read(file: Path = FILE) -> dict[str, int]:
    """Return the budgets by the names of their workloads; none without the file."""
    if not file.exists():
        return {}
    tomllib: Any = importlib.import_module("tomllib")  # from Python 3.11 on
    budgets: dict[str, int] = tomllib.loads(file.read_text(encoding="utf-8"))
    return budgets


def write(counts: Mapping[str, float], file: Path = FILE) -> None:
    """Make the counts the budgets of their workloads; the other budgets stay."""
    budgets = {**read(file), **counts}
    lines = [
        f"{name} = {math.ceil(budgets[name])}  # {workload.title}\n"
        for name, workload in WORKLOADS.items()
        if name in budgets
    ]
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")


def excess(name: str, calls: float, budget: int) -> str:
    """Return what to say about a workload that needs more than its budget, else nothing."""
    if calls <= budget * TOLERANCE:
        return ""
    return (
        f"A request of {name} ({WORKLOADS[name].title}) needs {calls:g} calls; its budget in "
        f"{FILE.name} is {budget}. `python scripts/bench.py --profile etude {name}` shows the "
        f"functions that are called. If the calls are worth it, or came with a new version of a "
        f"dependency: `{REWRITE} --workloads {name}`."
    )


def slack(name: str, calls: float, budget: int) -> str:
    """Return a hint for a workload that needs clearly fewer calls than its budget, else nothing."""
    if calls >= budget * CLEARLY_FEWER:
        return ""
    return (
        f"A request of {name} needs {calls:g} calls, clearly fewer than its budget of {budget}. "
        f"Lower it: `{REWRITE} --workloads {name}`."
    )
