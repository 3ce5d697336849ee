"""A plugin for pytest: writes down what the copied examples do with FastAPI.

It runs one form of each example, the newest, and compares its document with the snapshot of ours.
It is loaded in the environment of FastAPI, and in every process that runs tests there.
"""

from __future__ import annotations

import importlib
import json
import os
import re
from pathlib import Path

import comparing
from copying import THEIRS, renamed

_DIFFERENT = "the documents differ: "
_ABSENT_THERE = re.compile(
    r"No module named 'fastapi\.|cannot import name '\w+' from 'fastapi"
    r"|TypeError: .*got an unexpected keyword argument"
)

found: dict[str, dict] = {}


def pytest_collection_modifyitems(config, items) -> None:
    _compare_with_snapshots_alone()
    newest = _newest_forms(items)
    others = [item for item in items if not _form_of(item) <= newest]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if _form_of(item) <= newest]


def _form_of(item) -> set[tuple[str, str]]:
    """Return the example and the form that an item belongs to, if it does, in a set."""
    properties = dict(item.user_properties)
    return {(properties["example"], properties["form"])} if "example" in properties else set()


def _newest_forms(items) -> set[tuple[str, str]]:
    forms = importlib.import_module("docs_src._forms").BY_SUFFIX
    newest: dict[str, str] = {}
    for example, suffix in set().union(*map(_form_of, items)):
        if not forms[suffix].is_readable:
            continue
        known = newest.setdefault(example, suffix)
        newest[example] = max(known, suffix, key=lambda one: _age(forms[one]))
    return set(newest.items())


def _age(form) -> tuple[bool, tuple[int, int]]:
    return form.is_annotated, form.minimum


def _compare_with_snapshots_alone() -> None:
    """Set aside the names of the frameworks, and the versions of OpenAPI that FastAPI does not write."""
    documents = importlib.import_module("docs_src._documents")
    documents.VERSIONS = ()

    def compare(expected, document, **_):
        theirs = json.loads(renamed(json.dumps(document), THEIRS))
        pair = documents._normalised(theirs), documents._normalised(expected)
        different = list(comparing.in_documents(*pair))
        if different:
            raise documents.Mismatch(_DIFFERENT + json.dumps(different))

    documents.compare = compare


def pytest_runtest_logreport(report) -> None:
    properties = dict(report.user_properties)
    if "example" not in properties or (report.when != "call" and report.passed):
        return
    example = found.setdefault(properties["example"], {"document": [], "promises": {}})
    if report.failed:
        _add_failure(example, properties["check"], report)


def _add_failure(example, check, report) -> None:
    crash = getattr(report.longrepr, "reprcrash", None)
    message = crash.message if crash else report.longreprtext
    if _DIFFERENT in message:
        example["document"] = json.loads(message.partition(_DIFFERENT)[2])
    elif check != "openapi" or "import" not in example["promises"]:
        name = report.nodeid.rpartition("::")[2].partition("[")[0]
        example["promises"][name] = message
    if _ABSENT_THERE.search(message):
        example["absent"] = message


def pytest_sessionfinish(session) -> None:
    if not hasattr(session.config, "workerinput"):
        Path(os.environ["RECORD"]).write_text(json.dumps(found), encoding="utf-8")
