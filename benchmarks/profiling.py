"""Profiles requests and lists the functions that cost most, per request."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import PurePath
from typing import Any, Tuple

FUNCTIONS_SHOWN = 25

Function = Tuple[str, int, str]


def place(function: Function) -> str:
    """Return where a function stands, with the last three parts of its file's path."""
    file, line, name = function
    if file == "~":
        return name
    return f"{'/'.join(PurePath(file).parts[-3:])}:{line}({name})"


def table(profiler: cProfile.Profile, requests: int) -> str:
    """Return the functions with the most time of their own; numbers are per request."""
    statistics: Any = pstats.Stats(profiler)
    rows: dict[Function, tuple[int, int, float, float, Any]] = statistics.stats
    dearest = sorted(rows.items(), key=lambda row: row[1][2], reverse=True)[:FUNCTIONS_SHOWN]
    lines: list[str] = [
        (
            f"{requests} requests under cProfile, {1e6 * statistics.total_tt / requests:.1f} µs each "
            f"(the profiler's own cost included)"
        ),
        "",
        f"{'calls':>8} {'own µs':>8} {'with µs':>8}  function",
    ]
    for function, (_, calls, own, cumulative, _callers) in dearest:
        lines.append(
            f"{calls / requests:8.2f} {1e6 * own / requests:8.2f} "
            f"{1e6 * cumulative / requests:8.2f}  {place(function)}"
        )
    return "\n".join(lines)
