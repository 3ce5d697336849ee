"""Lets schemathesis ask the examples what their documents allow, in process, and writes down what it finds.

python fuzz.py TARGET PART PARTS [EXAMPLE ...]

The examples run in folders beside TARGET, which are there until the end: some write as they stop.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import warnings
from pathlib import Path
from unittest import mock

import schemathesis
import tomllib
from schemathesis.engine import events, from_schema

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path.insert(0, str(ROOT))

from docs_src._folders import copy_side_files  # noqa: E402
from docs_src._forms import examples, topics  # noqa: E402
from docs_src._loading import find_app, load  # noqa: E402
from docs_src._special import special  # noqa: E402

EXAMPLES_PER_OPERATION = 10
MEMORY = 4 << 30  # an example that needs more has been asked to do too much
VARIABLES = {
    "background_jobs/tutorial004": {"BROKER_URL": os.environ.get("REDIS_URL", "")},
    "scaling/tutorial006": {"DATABASE_URL": os.environ.get("POSTGRESQL_URL", "")},
    "settings/app02": {"ADMIN_EMAIL": "harbour@example.com"},
}
"""What examples read from the environment while they run."""
NOT_ASKED = {"sql_databases_peewee/sql_app": "/slowusers/"}  # it sleeps for ten seconds


def newest_form(example):
    readable = [form for form in example.forms if form.is_readable]
    return max(readable, key=lambda form: (form.is_annotated, form.minimum))


def findings(example):
    """Return what schemathesis finds in one example: check, operation, what is wrong, request."""
    app = find_app(load(example, newest_form(example)))
    document = document_of(app)
    document["paths"].pop(NOT_ASKED.get(example.name), None)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = answering(app)
    _limit(schema.config)
    found = {}
    for event in from_schema(schema).execute():
        for finding in _of_event(event):
            found.setdefault(tuple(finding[:3]), finding)
    return list(found.values())


def document_of(app):
    """Return the document of an application.

    A stream of events is an array of them in OpenAPI 3.1, and schemathesis reads the array as the
    schema of each event. In OpenAPI 3.2 both have the same view.
    """
    document = app.openapi()
    if "text/event-stream" in json.dumps(document):
        app.openapi_version, app.openapi_schema = "3.2.0", None
        document = app.openapi()
    return document


def answering(app):
    """Return an application that answers 500 where a server would, with the error in a header."""

    async def answer(scope, receive, send):
        held = []

        async def hold_failure(message):
            if held or message.get("status") == 500:
                held.append(message)
            else:
                await send(message)

        try:
            await app(scope, receive, hold_failure)
        except Exception as error:
            if not held:
                raise
            text = repr(error).encode("ascii", "backslashreplace")
            held[0]["headers"] = [*held[0]["headers"], (b"x-error", text)]
        for message in held:
            await send(message)

    return answer


def _limit(config):
    config.generation.max_examples = EXAMPLES_PER_OPERATION
    config.generation.deterministic = config.generation.no_shrink = True
    config.generation.database = "none"
    config.max_redirects = 0


def _of_event(event):
    if isinstance(event, (events.NonFatalError, events.FatalError)):
        yield ["error", "", str(getattr(event, "info", None) or event.exception), ""]
    if isinstance(event, events.ScenarioFinished):
        for case, checks in event.recorder.checks.items():
            error = _error_of(event.recorder.interactions[case])
            for check in checks:
                is_new = not error or check.name == "not_a_server_error"
                if check.failure_info is not None and is_new:
                    failure = check.failure_info.failure
                    problem = f"{failure.title}: {failure.message}{error}"
                    request = check.failure_info.code_sample
                    yield [check.name, failure.operation, problem, request]


def _error_of(interaction):
    """Return what was raised where the answer is 500 because of that; other checks repeat it."""
    headers = interaction.response.headers if interaction.response else {}
    return "".join(headers.get("x-error", []))


def run(example, folder):
    """Return the findings of one example, which runs in a folder beside the files of its topic."""
    os.chdir(copy_side_files(example.topic / "main.py", folder))
    variables = {**special(example.name).environment, **VARIABLES.get(example.name, {})}
    try:
        with mock.patch.dict(os.environ, variables):
            return findings(example)
    except Exception as error:
        return [["error", "", repr(error), ""]]


def main(file, part, parts, *names):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    logging.disable()
    target = Path(file).absolute()
    lists = tomllib.loads((FOLDER / "wanted.toml").read_text(encoding="utf-8"))
    left_out = {entry["example"] for entry in lists["left_out"]}
    found = [each for topic in topics(ROOT / "docs_src") for each in examples(topic).values()]
    chosen = [each for each in found if special(each.name).has_app and each.name not in left_out]
    if names:
        chosen = [each for each in chosen if each.name in names]
    outcomes = {}
    for each in chosen[int(part) :: int(parts)]:
        outcomes[each.name] = run(each, target.parent / each.name)
        target.write_text(json.dumps(outcomes), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
