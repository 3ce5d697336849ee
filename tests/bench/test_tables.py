"""What a benchmark run writes."""

from __future__ import annotations

import json

from benchmarks import tables
from benchmarks.in_process import Result, Settings
from benchmarks.workloads import WORKLOADS

ABOUT = {
    "command": "python scripts/bench.py",
    "time": "2026-01-01 12:00 UTC",
    "checkout": "abc",
    "machine": {"cpu": "a processor", "cores": 2, "system": "Linux"},
}
MEASURED = Result(
    WORKLOADS["W1"],
    requests={"etude": 200, "fastapi": 20, "floor": 400},
    samples={
        "etude": [5000.0, 5000.0, 5000.0],
        "fastapi": [50000.0, 60000.0, 70000.0],
        "floor": [4000.0, 4000.0, 4000.0],
    },
    versions={"etude": {"python": "3.11"}, "fastapi": {"python": "3.11", "fastapi": "0.165.0"}},
)
UNEQUAL = Result(WORKLOADS["W2"], differences=["etude, request 1: body differs from fastapi"])


def test_the_first_subject_is_compared_to_the_others() -> None:
    page = tables.as_markdown([MEASURED], ABOUT)
    assert (
        "| W1 hello, JSON | 5.0 | 60.0 | 4.0 | 12.00 (11.00 to 13.00) | 80.0% (80.0% to 80.0%) |"
        in page
    )


def test_the_page_says_how_it_was_measured() -> None:
    page = tables.as_markdown([MEASURED], ABOUT)
    assert "`python scripts/bench.py` at 2026-01-01 12:00 UTC, checkout abc" in page
    assert "a processor (2 cores, Linux)" in page
    assert "| fastapi | 3.11 | 0.165.0 |" in page


def test_a_workload_with_unequal_answers_has_no_numbers() -> None:
    page = tables.as_markdown([UNEQUAL], ABOUT)
    assert "W2 was not measured, because answers differ" in page
    assert "etude, request 1: body differs from fastapi" in page
    assert "µs |" not in page


def test_the_json_keeps_every_sample() -> None:
    content = json.loads(json.dumps(tables.as_json([MEASURED, UNEQUAL], Settings(3), ABOUT)))
    measured = content["workloads"]["W1"]
    assert measured["subjects"]["fastapi"]["samples"] == [50000.0, 60000.0, 70000.0]
    assert measured["ratios"]["fastapi"] == {"median": 12.0, "lower": 11.0, "upper": 13.0}
    assert content["workloads"]["W2"]["differences"] == UNEQUAL.differences
    assert content["settings"]["rounds"] == 3


def test_subjects_on_different_versions_are_pointed_out() -> None:
    found = {
        "etude": {"starlette": "1.0", "python": "3.11"},
        "fastapi": {"starlette": "0.9", "python": "3.11"},
        "floor": {"python": "3.11"},
    }
    (warning,) = tables.disagreements(found)
    assert warning.startswith("Different versions of starlette: etude 1.0, fastapi 0.9.")
