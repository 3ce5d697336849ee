"""Medians, quartiles and ratios of samples that were taken in turn."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Sequence


@dataclass(frozen=True)
class Spread:
    """A median between its quartiles."""

    median: float
    lower: float
    upper: float


def spread(values: Sequence[float]) -> Spread:
    """Return median and quartiles; all three are the value itself where there is only one."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, lower, upper)


def round_ratios(numerators: Sequence[float], denominators: Sequence[float]) -> list[float]:
    """Return the ratio of each round; both sequences hold one sample for each round, in order."""
    if len(numerators) != len(denominators):
        raise ValueError(
            f"{len(numerators)} samples against {len(denominators)}: each round needs one of both"
        )
    return [above / below for above, below in zip(numerators, denominators)]


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> Spread:
    """Return the ratio of the medians, between the quartiles of the ratios of the rounds."""
    rounds = spread(round_ratios(numerators, denominators))
    medians = statistics.median(numerators) / statistics.median(denominators)
    return Spread(medians, rounds.lower, rounds.upper)
