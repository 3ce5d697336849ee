"""No example fails inside, and none gives an answer that its own document does not allow."""

from __future__ import annotations

import importlib
import sys
from fnmatch import fnmatchcase

import pytest

from .conftest import FOLDER, ROOT

forms = importlib.import_module("docs_src._forms")
special = importlib.import_module("docs_src._special").special
TOPICS = [topic.name for topic in forms.topics(ROOT / "docs_src")]


@pytest.fixture(scope="session")
def lists():
    """The two lists of `wanted.toml`."""
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return tomllib.loads((FOLDER / "wanted.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wanted(lists):
    """Patterns for example, check, operation and problem of findings that are meant."""
    return lists["finding"]


def covers(entry, example, finding):
    check, operation, problem, _ = finding
    values = {"example": example, "check": check, "operation": operation, "problem": problem}
    return all(fnmatchcase(value, entry.get(key, "*")) for key, value in values.items())


@pytest.mark.parametrize("topic", TOPICS)
def test_the_examples_of_a_topic_answer_what_their_documents_allow(topic, outcomes, wanted):
    unlisted = [
        f"{example}: {check} {operation}\n    {problem}\n    {request}"
        for example, findings in outcomes.items()
        if example.partition("/")[0] == topic
        for check, operation, problem, request in findings
        if not any(covers(entry, example, (check, operation, problem, request)) for entry in wanted)
    ]
    if unlisted:
        pytest.fail("\n".join([f"{len(unlisted)} findings are not listed:", *unlisted]), False)


def test_every_listed_finding_still_occurs(outcomes, wanted):
    every = [(name, finding) for name, found in outcomes.items() for finding in found]
    often = [entry for entry in wanted if not entry.get("is_rare")]
    gone = [entry for entry in often if not any(covers(entry, *one) for one in every)]
    assert gone == []


def test_every_other_example_with_an_application_is_asked(outcomes, lists):
    found = [
        each for topic in forms.topics(ROOT / "docs_src") for each in forms.examples(topic).values()
    ]
    named = {each.name for each in found if special(each.name).has_app}
    assert named - set(outcomes) == {entry["example"] for entry in lists["left_out"]}
