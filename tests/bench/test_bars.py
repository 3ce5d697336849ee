"""What Etude is to reach."""

from __future__ import annotations

import pytest
from benchmarks.bars import BARS, OWN, Bar, bar_for, least, most
from benchmarks.scale import GROWTH, MEASURES
from benchmarks.subjects import SUBJECTS
from benchmarks.workloads import WORKLOADS


@pytest.mark.parametrize(
    ("bar", "value", "shown"),
    [
        (least(14), 14.0, "≥ 14 met"),
        (least(14), 13.9, "≥ 14 missed"),
        (most(0.5), 0.5, "≤ 0.5 met"),
        (most(0.5), 0.6, "≤ 0.5 missed"),
    ],
)
def test_a_bar_is_shown_with_whether_it_is_met(bar: Bar, value: float, shown: str) -> None:
    assert bar.show(value, "{:g}".format) == shown


def test_bars_are_for_etude_only() -> None:
    assert bar_for("process", "W1", OWN, "fastapi") == least(14)
    assert bar_for("process", "W1", "starlette", "fastapi") is None
    assert bar_for("process", "W11", OWN, "fastapi") is None


def test_every_bar_is_for_something_that_is_measured() -> None:
    growth = {f"{name}-growth" for name in GROWTH}
    scale = {"import", *(f"{name}-1000" for name in MEASURES), *growth}
    known = {"process": set(WORKLOADS), "network": set(WORKLOADS), "scale": scale}
    for section, bars in BARS.items():
        assert set(bars) <= known[section]
        assert {other for limits in bars.values() for other in limits} <= set(SUBJECTS)
