"""The numbers that a benchmark result is made of."""

from __future__ import annotations

import pytest
from benchmarks.statistics import Spread, ratio, round_ratios, spread


def test_a_spread_is_the_median_between_its_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == Spread(median=3, lower=2, upper=4)


def test_a_spread_of_one_value_is_that_value() -> None:
    assert spread([7.5]) == Spread(7.5, 7.5, 7.5)


def test_one_disturbed_sample_does_not_move_the_ratio() -> None:
    assert ratio([80, 80, 8000, 80, 80], [10, 10, 10, 10, 10]) == Spread(8, 8, 8)


def test_the_quartiles_of_a_ratio_are_those_of_its_rounds() -> None:
    assert ratio([10, 20, 30], [10, 10, 10]) == Spread(median=2, lower=1.5, upper=2.5)


def test_a_ratio_compares_samples_of_the_same_round() -> None:
    assert round_ratios([10, 40], [5, 10]) == [2, 4]


def test_a_round_without_its_counterpart_is_an_error() -> None:
    with pytest.raises(ValueError, match="3 samples against 2"):
        round_ratios([1, 2, 3], [1, 2])
