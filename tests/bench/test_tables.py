"""What a benchmark run writes."""

from __future__ import annotations

import json

from benchmarks import tables
from benchmarks.in_process import Calls
from benchmarks.results import KIBIBYTES, MICROSECONDS, PROCESS, SCALE, Result

SUBJECTS = ["etude", "fastapi", "floor"]
ABOUT = {
    "command": "python scripts/bench.py",
    "time": "2026-01-01 12:00 UTC",
    "checkout": "abc",
    "machine": {"cpu": "a processor", "cores": 2, "system": "Linux"},
    "versions": {"etude": {"python": "3.11"}, "fastapi": {"python": "3.11", "fastapi": "0.165.0"}},
}
MEASURED = Result(
    PROCESS,
    "W1",
    "hello, JSON",
    MICROSECONDS,
    requests={"etude": 200, "fastapi": 20, "floor": 400},
    samples={
        "etude": [5000.0, 5000.0, 5000.0],
        "fastapi": [50000.0, 60000.0, 70000.0],
        "floor": [4000.0, 4000.0, 4000.0],
    },
)
UNEQUAL = Result(
    PROCESS, "W2", "", MICROSECONDS, differences=["etude, request 1: body differs from fastapi"]
)
MEMORY = Result(
    SCALE,
    "memory-1000",
    "memory per route, 1,000 routes",
    KIBIBYTES,
    samples={"etude": [8192.0], "fastapi": [40960.0]},
    lacking={"floor": "is no framework"},
)


def page_of(*results: Result) -> str:
    return tables.as_markdown(results, ABOUT, SUBJECTS)


def test_the_values_are_medians_in_the_unit_of_their_result() -> None:
    assert "| W1 hello, JSON | µs | 5.0 | 60.0 | 4.0 |" in page_of(MEASURED)


def test_the_first_subject_is_compared_to_the_others_and_to_its_bars() -> None:
    assert (
        "| W1 hello, JSON | 12.00 (11.00 to 13.00), ≥ 14 missed "
        "| 80.0% (80.0% to 80.0%), ≥ 60% met |"
    ) in page_of(MEASURED)


def test_a_scale_is_compared_as_a_share_and_has_bars_for_values_too() -> None:
    page = page_of(MEMORY)
    assert "| etude's share of fastapi's |" in page
    assert "| memory per route, 1,000 routes | 0.200 (0.200 to 0.200), ≤ 0.25 met |" in page
    assert "| KiB | 8.0 (≤ 20.0 met) | 40.0 |" in page


def test_only_etude_has_bars() -> None:
    samples = {name: MEASURED.samples[name] for name in ("fastapi", "etude")}
    page = tables.as_markdown(
        [Result(PROCESS, "W1", "hello", MICROSECONDS, samples)], ABOUT, ["fastapi", "etude"]
    )
    assert "| W1 hello | 0.083 (0.077 to 0.092) |" in page


def test_a_subject_without_a_value_has_a_dash_and_its_reason_below() -> None:
    samples = {"etude": [1000.0], "fastapi": [2000.0]}
    lacks = {"floor": "knows no threads"}
    page = page_of(MEASURED, Result(PROCESS, "W6", "def", MICROSECONDS, samples, lacking=lacks))
    assert "| W6 def | µs | 1.0 | 2.0 | — |" in page
    assert "- floor: knows no threads (W6)" in page


def test_a_subject_that_lacks_everything_has_only_the_reason() -> None:
    assert "- floor: is no framework\n" in page_of(MEMORY)


def test_a_subject_that_has_no_value_at_all_has_no_column() -> None:
    assert "| what | unit | etude | fastapi |\n" in page_of(MEMORY)


def test_the_page_says_how_it_was_measured() -> None:
    page = page_of(MEASURED)
    assert "`python scripts/bench.py` at 2026-01-01 12:00 UTC, checkout abc" in page
    assert "a processor (2 cores, Linux)" in page
    assert "Versions: python 3.11, fastapi 0.165.0." in page


def test_the_docs_get_each_section_without_heading_and_bars() -> None:
    parts = tables.for_the_docs([MEASURED, MEMORY], ABOUT, SUBJECTS)
    assert list(parts) == ["process", "scale"]
    assert parts["process"].startswith("Measured on 2026-01-01.\n\nCPU time per request")
    assert "3 rounds." in parts["process"]
    assert "12.00 (11.00 to 13.00) |" in parts["process"]
    assert "`python scripts/bench.py` at 2026-01-01 12:00 UTC" in parts["scale"]
    assert not any("met" in part or "#" in part for part in parts.values())


def test_where_another_subject_does_better_is_listed() -> None:
    slow = Result(PROCESS, "W11", "", MICROSECONDS, {"etude": [3.0], "fastapi": [2.0]})
    large = Result(
        SCALE, "memory-5", "memory, 5 routes", KIBIBYTES, {"etude": [3.0], "fastapi": [2.0]}
    )
    page = page_of(MEASURED, slow, MEMORY, large)
    assert "Better than etude:\n\n- fastapi: W11\n\n" in page
    assert "Better than etude:\n\n- fastapi: memory, 5 routes\n\n" in page
    assert "Better than" not in page_of(MEASURED, MEMORY)


def test_calls_stand_beside_their_budget() -> None:
    found = {"W1": {"etude": Calls(24, 34.5), "fastapi": Calls(0, 300)}, "W6": {}}
    page = tables.call_table(found, {"W1": 25}, ["etude", "fastapi"])
    assert "| W1 hello, JSON | 24 | 25 | 34.5 | 300 |" in page
    assert "| W6 an endpoint with def | — | — | — | — |" in page


def test_a_workload_with_unequal_answers_has_no_numbers() -> None:
    page = page_of(UNEQUAL)
    assert "W2 not measured, because answers differ" in page
    assert "etude, request 1: body differs from fastapi" in page
    assert "µs |" not in page


def test_the_json_keeps_every_sample() -> None:
    content = json.loads(json.dumps(tables.as_json([MEASURED, UNEQUAL], ABOUT)))
    measured = content["process"]["W1"]
    assert measured["subjects"]["fastapi"]["samples"] == [50000.0, 60000.0, 70000.0]
    assert measured["subjects"]["fastapi"]["requests_per_sample"] == 20
    assert measured["ratios"]["fastapi"] == {
        "median": 12.0,
        "lower": 11.0,
        "upper": 13.0,
        "bar": 14,
        "is_met": False,
    }
    assert content["process"]["W2"]["differences"] == UNEQUAL.differences


def test_subjects_on_different_versions_are_pointed_out() -> None:
    found = {
        "etude": {"starlette": "1.0", "python": "3.11"},
        "fastapi": {"starlette": "0.9", "python": "3.11"},
        "floor": {"python": "3.11"},
    }
    (warning,) = tables.disagreements(found)
    assert warning.startswith("Different versions of starlette: etude 1.0, fastapi 0.9.")
