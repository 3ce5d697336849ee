"""What Etude is to reach: limits of its ratios to other subjects, and of its own values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping

OWN = "etude"
"""The subject that the bars are for; under its name stand limits of the values themselves."""


@dataclass(frozen=True)
class Bar:
    """A limit that a median keeps or does not keep."""

    limit: float
    is_least: bool

    def is_met(self, value: float) -> bool:
        """Return whether a value keeps the limit."""
        return value >= self.limit if self.is_least else value <= self.limit

    def show(self, value: float, written: Callable[[float], str]) -> str:
        """Return the limit, written as values are, and whether the value keeps it."""
        sign = "≥" if self.is_least else "≤"
        return f"{sign} {written(self.limit)} {'met' if self.is_met(value) else 'missed'}"


def least(limit: float) -> Bar:
    """Return a bar that is met from a limit upwards."""
    return Bar(limit, is_least=True)


def most(limit: float) -> Bar:
    """Return a bar that is met up to a limit."""
    return Bar(limit, is_least=False)


AHEAD = dict.fromkeys(("starlette", "litestar", "blacksheep"), least(1))

BARS: Mapping[str, Mapping[str, Mapping[str, Bar]]] = {
    "process": {
        "W1": {"fastapi": least(14), "starlette": least(2.5), "floor": least(0.6)},
        "W2": {"fastapi": least(14), "starlette": least(2.5), "floor": least(0.6)},
        "W3": {"fastapi": least(5), "starlette": least(1.6), "floor": least(0.8)},
        "W4-models": {"fastapi": least(1), "starlette": least(1)},
        "W4-rows": {"fastapi": least(1.4), "starlette": least(1)},
        "W4-plain": {"fastapi": least(8), "starlette": least(1)},
        "W5": {"fastapi": least(15), "starlette": least(2), "floor": least(0.4)},
        "W6": {"fastapi": least(3), "starlette": least(1.5)},
        "W7-hit": {"fastapi": least(70), "starlette": least(3), "floor": least(0.45)},
        "W7-miss": {"fastapi": least(350), "starlette": least(3), "floor": least(0.45)},
        "W8": {"fastapi": least(3), "starlette": least(1.4)},
        "W9-body": {"fastapi": least(5), "starlette": least(1)},
        "W9-parameters": {"fastapi": least(11), "starlette": least(2)},
        "W10": {"fastapi": least(8)},
        "W12": {"fastapi": least(3), "starlette": least(1.2)},
    },
    "scale": {
        "import": {"fastapi": most(0.5)},
        "startup-1000": {"fastapi": most(0.1)},
        "memory-1000": {"fastapi": most(0.25), OWN: most(20 * 1024)},
        "openapi-1000": {"fastapi": most(0.25)},
        "startup-growth": {OWN: most(1.2)},
        "memory-growth": {OWN: most(1.2)},
        "openapi-growth": {OWN: most(1.2)},
        "request-growth": {OWN: most(1.3)},
    },
    "network": {
        "W1": {**AHEAD, "fastapi": least(3.5)},
        "W2": {**AHEAD, "fastapi": least(5)},
        "W3": {**AHEAD, "fastapi": least(2.7)},
    },
}
"""By section, by result, by the other subject."""


def bar_for(section: str, result: str, first: str, other: str) -> Bar | None:
    """Return the bar of a comparison of the first subject to another, if there is one."""
    if first != OWN:
        return None
    return BARS.get(section, {}).get(result, {}).get(other)
