"""The applications of all subjects that need nothing but Etude answer the same."""

from __future__ import annotations

import asyncio
import importlib

import pytest
from benchmarks.answers import Answer, find_differences, split_answers
from benchmarks.driving import drive, exchange, lifespan
from benchmarks.environments import ROOT
from benchmarks.subjects import FRAMEWORK_VARIABLE, SUBJECTS, Subject
from benchmarks.workloads import WORKLOADS, Workload

SUBJECTS_HERE = [SUBJECTS[name] for name in ("starlette", "etude", "floor")]


async def answers(subject: Subject, workload: Workload) -> list[Answer]:
    app = importlib.import_module(subject.module(workload.application)).app
    async with lifespan(app) as state:
        _, messages = await drive(app, [exchange(one, state) for one in workload.requests])
    return split_answers(messages)


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_every_subject_gives_the_answers_of_the_hand_written_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FRAMEWORK_VARIABLE, "etude")
    workload = WORKLOADS[name]
    given = {
        subject.name: asyncio.run(answers(subject, workload))
        for subject in SUBJECTS_HERE
        if name not in subject.lacks
    }
    assert find_differences(given, workload.status) == []


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=list(SUBJECTS))
def test_what_a_subject_lacks_is_a_workload_or_the_scale(subject: Subject) -> None:
    assert set(subject.lacks) <= {*WORKLOADS, "scale"}


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=list(SUBJECTS))
def test_a_subject_has_an_application_for_all_that_it_does_not_lack(subject: Subject) -> None:
    needed = {
        workload.application for name, workload in WORKLOADS.items() if name not in subject.lacks
    }
    needed |= {"scale"} - set(subject.lacks)
    files = {path.stem for path in (ROOT / "benchmarks/apps" / subject.applications).glob("*.py")}
    assert needed <= files
