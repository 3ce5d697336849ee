"""Measuring imports and applications with many routes, with workers of this interpreter."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import scale
from benchmarks.errors import WorkerFailure
from benchmarks.results import Result
from benchmarks.scale import MANY, USUAL, Run, ScaleSettings, measure
from benchmarks.subjects import SUBJECTS, Subject
from benchmarks.turns import turns

PYTHONS = {"starlette": Path(sys.executable)}
SETTINGS = ScaleSettings(rounds=2, counts=(5, 20))


def measured(*subjects: Subject) -> dict[str, Result]:
    found = measure(subjects, PYTHONS, SETTINGS, say=lambda _: None)
    return {result.name: result for result in found}


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return measured(SUBJECTS["starlette"], SUBJECTS["floor"])


def test_every_measure_has_a_sample_for_each_round(results: dict[str, Result]) -> None:
    for name in ("import", "import-memory", "startup-5", "startup-20", "request-5", "first-20"):
        assert len(results[name].samples["starlette"]) == SETTINGS.rounds
        assert min(results[name].samples["starlette"]) > 0


def test_what_a_subject_lacks_is_told(results: dict[str, Result]) -> None:
    assert results["startup-5"].lacking == {"floor": "is no framework"}
    assert results["import"].lacking == {"floor": "is no framework"}
    assert results["openapi-5"].samples == {}
    assert results["openapi-5"].lacking["starlette"] == "has nothing like it"


def test_a_subject_that_cannot_build_many_routes_is_imported_all_the_same() -> None:
    found = measured(replace(SUBJECTS["starlette"], lacks={"scale": "has no mounts"}))
    assert len(found["import"].samples["starlette"]) == SETTINGS.rounds
    assert set(found) == {"import", "import-memory"}


def test_a_worker_that_fails_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerFailure, match="import nowhere` of starlette ended with status 1"):
        measured(replace(SUBJECTS["starlette"], imports="import nowhere"))
    assert "No module named 'nowhere'" in capfd.readouterr().err


def report(startup: float, operations: int, body: str = "{}") -> scale.Report:
    answer = {"status": 200, "headers": [], "body": body}
    values = {"startup": startup, "memory": 1.0, "first": 1.0, "request": 1.0, "openapi": 1.0}
    return {**values, "operations": operations, "answers": [answer]}


def results_of(routes: dict[int, dict[str, list[scale.Report]]]) -> dict[str, Result]:
    return {result.name: result for result in scale.results_of(Run(routes=routes))}


def test_growth_is_one_where_a_route_costs_the_same_among_many() -> None:
    few, many = report(100.0, USUAL), report(500.0 * 1.1, MANY)
    found = results_of(
        {5: {"etude": [report(1.0, 5)]}, USUAL: {"etude": [few]}, MANY: {"etude": [many]}}
    )
    assert found["startup-growth"].samples["etude"] == [pytest.approx(1.1)]
    assert found["request-growth"].samples["etude"] == [1.0]


def test_a_document_without_all_operations_is_a_difference() -> None:
    found = results_of({5: {"etude": [report(1.0, 4)]}})["startup-5"]
    assert found.differences == ["etude: 4 of 5 operations described"]
    assert found.samples == {}


def test_unequal_answers_are_differences() -> None:
    reports = {"fastapi": [report(1.0, 5)], "etude": [report(1.0, 5, body="[]")]}
    (difference,) = results_of({5: reports})["openapi-5"].differences
    assert "etude, request 1: body differs from fastapi" in difference


def test_every_other_round_goes_backwards() -> None:
    assert list(turns("ab", rounds=3)) == ["a", "b", "b", "a", "a", "b"]
