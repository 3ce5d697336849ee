"""No workload needs more calls than its budget, and the calls are counted as promised."""

from __future__ import annotations

import asyncio
import importlib
import sys
import warnings
from pathlib import Path
from typing import Any, Callable

import pytest
from benchmarks import budgets
from benchmarks.calls import Counter, count
from benchmarks.driving import Application, exchange, lifespan
from benchmarks.requests import Request
from benchmarks.subjects import FRAMEWORK_VARIABLE, SUBJECTS
from benchmarks.workloads import WORKLOADS, Workload

only_where_budgets_count = pytest.mark.skipif(
    not budgets.are_for_this_python(),
    reason=f"The budgets are for {budgets.PYTHON_NAME}: other versions count calls differently "
    "(3.12 has none for a list comprehension)",
)

SOURCE = """
def double(number):
    return number + number

async def app(scope, receive, send):
    numbers = sorted([double(2), len("abc")])
    await send({"type": "http.response.start", "status": 200, "numbers": numbers})
    await send({"type": "http.response.body"})
"""


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Application]:
    """Return a function that makes an application of Etude as it is where benchmarks run.

    OpenTelemetry is not installed there; where it is, a request makes one call more. And a thread that
    is late costs calls.
    """
    monkeypatch.setenv(FRAMEWORK_VARIABLE, "etude")
    monkeypatch.setitem(sys.modules, "etude.telemetry._recording", None)
    monkeypatch.setattr("etude._anyio.Patience.BRIEFLY", 10)  # no thread is late

    def made(name: str) -> Application:
        module = SUBJECTS["etude"].module(name)
        monkeypatch.delitem(sys.modules, module, raising=False)
        app: Application = importlib.import_module(module).app
        return app

    return made


async def calls_of(app: Application, workload: Workload) -> float:
    async with lifespan(app) as state:
        found = await count(app, [exchange(one, state) for one in workload.requests], "etude")
    return found.own / len(workload.requests)


@only_where_budgets_count
@pytest.mark.filterwarnings("always::UserWarning")
@pytest.mark.parametrize("name", list(WORKLOADS))
def test_a_request_needs_no_more_calls_than_its_budget(
    name: str, application: Callable[[str], Application]
) -> None:
    workload, budget = WORKLOADS[name], budgets.read()[name]
    calls = asyncio.run(calls_of(application(workload.application), workload))
    fault = budgets.excess(name, calls, budget)
    if fault:
        pytest.fail(fault, pytrace=False)
    hint = budgets.slack(name, calls, budget)
    if hint:
        warnings.warn(hint, stacklevel=1)


@only_where_budgets_count
def test_every_workload_has_a_budget() -> None:
    assert list(budgets.read()) == list(WORKLOADS)


def test_what_is_within_the_tolerance_is_neither_excess_nor_slack() -> None:
    for calls in (90, 100, 105):
        assert budgets.excess("W1", calls, 100) == ""
        assert budgets.slack("W1", calls, 100) == ""


def test_excess_says_how_much_and_what_to_do() -> None:
    said = budgets.excess("W1", 106, 100)
    assert said.startswith("A request of W1 (hello, JSON) needs 106 calls; its budget in")
    assert "--profile etude W1" in said
    assert "--calls --write --workloads W1" in said


def test_slack_says_to_lower_the_budget() -> None:
    said = budgets.slack("W1", 89.5, 100)
    assert "needs 89.5 calls, clearly fewer than its budget of 100" in said
    assert "--calls --write --workloads W1" in said


@only_where_budgets_count
def test_written_budgets_are_whole_and_leave_the_others(tmp_path: Path) -> None:
    file = tmp_path / "budgets.toml"
    budgets.write({"W2": 20.0, "W1": 10.2}, file)
    budgets.write({"W2": 19.0}, file)
    assert list(budgets.read(file).items()) == [("W1", 11), ("W2", 19)]


def calls_in(module: str) -> Counter:
    """Return the calls of the application above, when it stands in a module of that name."""
    names: dict[str, Any] = {"__name__": module}
    exec(SOURCE, names)
    return asyncio.run(count(names["app"], [exchange(Request("/"), {})], "etude"))


@pytest.mark.parametrize("name", ["etude", "etude.routing"])
def test_functions_of_the_package_and_what_they_call_is_counted(name: str) -> None:
    app, double, one_len, one_sorted, two_sends = 1, 1, 1, 1, 2
    assert calls_in(name).own == app + double + one_len + one_sorted + two_sends


def test_what_others_call_is_not_counted_as_the_package() -> None:
    found = calls_in("etude_plugin")
    assert found.own == 0
    assert found.every > 6


def test_counting_leaves_the_profile_function_that_was_there() -> None:
    seen: list[str] = []
    sys.setprofile(lambda _frame, event, _argument: seen.append(event))
    mine = sys.getprofile()
    try:
        calls_in("etude")
        assert sys.getprofile() is mine
    finally:
        sys.setprofile(None)
    assert seen
