"""A measurement from end to end, with workers of this interpreter."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.errors import WorkerFailure
from benchmarks.in_process import Settings, count_calls, measure
from benchmarks.results import Result
from benchmarks.subjects import SUBJECTS, Subject
from benchmarks.workloads import WORKLOADS, Workload

PYTHONS = {"starlette": Path(sys.executable)}
BOTH = [SUBJECTS["starlette"], SUBJECTS["floor"]]


def measured(workload: Workload, subjects: list[Subject] = BOTH) -> Result:
    return measure(workload, subjects, PYTHONS, Settings(3, requests=5), say=lambda _: None)


def test_every_subject_has_a_sample_for_each_round() -> None:
    result = measured(WORKLOADS["W9-body"])
    assert result.differences == []
    assert result.requests == {"starlette": 5, "floor": 5}
    assert {name: len(samples) for name, samples in result.samples.items()} == {
        "starlette": 3,
        "floor": 3,
    }
    assert all(sample > 0 for samples in result.samples.values() for sample in samples)


def test_wrong_answers_are_told_and_not_measured() -> None:
    result = measured(replace(WORKLOADS["W1"], status=201))
    assert len(result.differences) == 2
    assert result.samples == {}


def test_calls_are_the_same_each_time_and_etudes_own_are_apart() -> None:
    first = count_calls(WORKLOADS["W1"], BOTH, PYTHONS)
    assert first == count_calls(WORKLOADS["W1"], BOTH, PYTHONS)
    assert {calls.own for calls in first.values()} == {0}
    assert first["starlette"].every > first["floor"].every > 0


def test_calls_of_what_a_subject_lacks_are_left_out() -> None:
    assert list(count_calls(WORKLOADS["W8"], BOTH, PYTHONS)) == ["starlette"]


def test_a_worker_that_cannot_start_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    missing = Subject("missing", "nothing", environment="starlette", applications="nowhere")
    with pytest.raises(WorkerFailure, match="the worker of missing on W1 ended with status 1"):
        measured(WORKLOADS["W1"], [missing])
    assert "benchmarks.apps.nowhere" in capfd.readouterr().err
