"""Lets schemathesis ask the examples what their documents allow, in process, and writes down what it finds.

python fuzz.py TARGET PART PARTS [EXAMPLE ...]
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import tempfile
import warnings
from pathlib import Path

import schemathesis
from schemathesis.engine import events, from_schema

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docs_src._folders import copy_side_files  # noqa: E402
from docs_src._forms import examples, topics  # noqa: E402
from docs_src._loading import find_app, load  # noqa: E402
from docs_src._special import special  # noqa: E402

EXAMPLES_PER_OPERATION = 3
MEMORY = 4 << 30  # an example that needs more has been asked to do too much


def newest_form(example):
    readable = [form for form in example.forms if form.is_readable]
    return max(readable, key=lambda form: (form.is_annotated, form.minimum))


def findings(example):
    """Return what schemathesis finds in one example: check, operation, what is wrong, request."""
    app = find_app(load(example, newest_form(example)))
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = answering(app)
    _limit(schema.config)
    found = {}
    for event in from_schema(schema).execute():
        for finding in _of_event(event):
            found.setdefault(tuple(finding[:3]), finding)
    return list(found.values())


def answering(app):
    """Return an application that answers 500 where a server would, and does not raise as well."""

    async def answer(scope, receive, send):
        has_answered = False

        async def note(message):
            nonlocal has_answered
            has_answered = True
            await send(message)

        try:
            await app(scope, receive, note)
        except Exception:
            if not has_answered:
                raise

    return answer


def _limit(config):
    config.generation.max_examples = EXAMPLES_PER_OPERATION
    config.generation.deterministic = config.generation.no_shrink = True
    config.generation.database = "none"
    config.phases.stateful.enabled = False


def _of_event(event):
    if isinstance(event, (events.NonFatalError, events.FatalError)):
        yield ["error", "", str(getattr(event, "info", None) or event.exception), ""]
    if isinstance(event, events.ScenarioFinished):
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    problem = f"{failure.title}: {failure.message}"
                    request = check.failure_info.code_sample
                    yield [check.name, failure.operation, problem, request]


def run(example):
    """Return the findings of one example, which runs beside the files of its topic."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(copy_side_files(example.topic / "main.py", Path(folder)))
        try:
            return findings(example)
        except Exception as error:
            return [["error", "", repr(error), ""]]
        finally:
            os.chdir(ROOT)


def main(file, part, parts, *names):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    logging.disable()
    target = Path(file).absolute()
    found = [each for topic in topics(ROOT / "docs_src") for each in examples(topic).values()]
    chosen = [each for each in found if special(each.name).has_app]
    if names:
        chosen = [each for each in chosen if each.name in names]
    outcomes = {}
    for each in chosen[int(part) :: int(parts)]:
        outcomes[each.name] = run(each)
        target.write_text(json.dumps(outcomes), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
