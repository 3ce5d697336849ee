"""What ``./scripts/test`` promises about its steps."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from devlib.layout import ROOT
from devlib.steps import Step, Verdict, run_steps, with_needs


def step(name, run=lambda: True, needs=(), alone=False) -> Step:
    return Step(name, f"about {name}", run, tuple(needs), alone)


def verdicts(steps) -> dict[str, Verdict]:
    reported = []
    outcomes = run_steps(steps, reported.append)
    assert reported == outcomes
    return {outcome.name: outcome.verdict for outcome in outcomes}


def test_a_failure_does_not_keep_the_other_steps_from_running():
    assert verdicts([step("one", lambda: False), step("two"), step("three")]) == {
        "one": Verdict.FAILED,
        "two": Verdict.PASSED,
        "three": Verdict.PASSED,
    }


def test_what_needs_a_failed_step_is_not_run_and_says_why():
    steps = [
        step("prepare", lambda: False),
        step("check", lambda: pytest.fail("ran"), needs=["prepare"]),
        step("build", lambda: pytest.fail("ran"), needs=["check"]),
    ]

    outcomes = {outcome.name: outcome for outcome in run_steps(steps, lambda outcome: None)}

    assert outcomes["check"].verdict is Verdict.NOT_RUN
    assert outcomes["check"].reason == "it needs prepare"
    assert outcomes["build"].reason == "it needs check"


def test_a_step_begins_after_what_it_needs():
    done = []
    steps = [
        step("late", lambda: done.append("late") or True, needs=["early"]),
        step("early", lambda: done.append("early") or True),
    ]

    run_steps(steps, lambda outcome: None)

    assert done == ["early", "late"]


def test_two_steps_run_at_the_same_time():
    meeting = threading.Barrier(2, timeout=10)

    steps = [step(name, lambda: meeting.wait() >= 0) for name in ("one", "two")]

    assert set(verdicts(steps).values()) == {Verdict.PASSED}


def test_a_step_that_runs_alone_waits_for_the_others_to_end():
    begun = threading.Event()
    steps = [
        step("alone", lambda: begun.set() or True, needs=["short"], alone=True),
        step("short"),
        step("long", lambda: not begun.wait(0.5)),
    ]

    assert verdicts(steps)["long"] is Verdict.PASSED


def test_nothing_begins_beside_a_step_that_runs_alone():
    begun = threading.Event()
    steps = [
        step("alone", lambda: not begun.wait(0.5), alone=True),
        step("short", lambda: begun.set() or True),
    ]

    assert verdicts(steps)["alone"] is Verdict.PASSED


def test_a_step_asked_for_by_name_brings_what_it_needs_in_order():
    steps = [step("prepare"), step("other"), step("check", needs=["prepare"])]

    assert [one.name for one in with_needs(["check"], steps)] == ["prepare", "check"]


def test_the_steps_are_listed_without_running_them():
    done = subprocess.run(
        [sys.executable, "scripts/test", "--list"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0
    assert {"tests", "types", "lint", "site", "browser"} <= set(done.stdout.split())


def test_an_unknown_step_is_refused_with_the_names_that_exist():
    done = subprocess.run(
        [sys.executable, "scripts/test", "tets"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "no step is named tets" in done.stderr
    assert "tests" in done.stderr
