"""The examples of the documentation do with FastAPI what they do with Etude."""

from __future__ import annotations

import subprocess
import sys

import comparing
import copying
import pytest

from devlib.environments import Environment
from devlib.interpreters import probe
from devlib.layout import LOGS

from .conftest import FOLDER, OLDEST_OF_REFERENCE, REQUIREMENTS, ROOT, read_toml

sys.path.append(str(ROOT))
from docs_src._forms import examples, topics

pytestmark = pytest.mark.side_by_side
EXAMPLES = ROOT / "docs_src"
TOPICS = [topic.name for topic in topics(EXAMPLES)]
DEADLINE = 900
SHARE_THAT_FASTAPI_RUNS = 0.75


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory):
    """What the copied examples did with FastAPI, by their names."""
    if sys.version_info < OLDEST_OF_REFERENCE:
        pytest.skip("FastAPI 0.165 needs Python 3.10")
    environment, folder = _prepare(), tmp_path_factory.mktemp("copy")
    record = folder / "record.json"
    copying.copy_examples(EXAMPLES, folder)
    ended = subprocess.run(
        [environment.python, "-m", "pytest", "-q", "-p", "recording", "-n", "2", EXAMPLES.name],
        cwd=folder,
        env=environment.variables(PYTHONPATH=str(FOLDER), RECORD=str(record), PYTEST_ADDOPTS=""),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    (LOGS / "side-by-side-examples.log").write_text(ended.stdout, encoding="utf-8")
    assert ended.returncode in (0, 1), f"The examples do not run:\n{ended.stdout[-4000:]}"
    return comparing.load(record)


def _prepare():
    """Make the environment, if it has to be made: FastAPI, and what the examples import."""
    needed = (*REQUIREMENTS, *_requirements_of_tests())
    environment = Environment("side-by-side-examples", probe(sys.executable), needed)
    log = LOGS / "prepare-side-by-side-examples.log"
    assert environment.make(log), f"The environment cannot be made:\n{log.read_text()}"
    return environment


def _requirements_of_tests():
    """Return what the extra `test` installs, without Etude itself."""
    extras = read_toml(ROOT / "pyproject.toml")["project"]["optional-dependencies"]
    found, remaining = {}, ["test"]
    for extra in remaining:
        for requirement in extras[extra]:
            if requirement.startswith("etude["):
                remaining += requirement[len("etude[") : -1].split(",")
            else:
                found[requirement] = True
    return tuple(found)


@pytest.fixture(scope="session")
def wanted():
    """The entries of `examples.toml`."""
    return comparing.read_wanted(read_toml(FOLDER / "examples.toml")["difference"])


def differences_of(name, outcome):
    if "absent" in outcome:
        return
    for where, theirs, ours in outcome["document"]:
        yield comparing.Difference(name, "document", where, "", theirs, ours)
    for promise, message in outcome["promises"].items():
        yield comparing.Difference(name, "promise", promise, "", message, "keeps it")


@pytest.fixture(scope="session")
def found(outcomes):
    """All differences of all examples that use nothing but what FastAPI has."""
    return [one for name, outcome in outcomes.items() for one in differences_of(name, outcome)]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_examples_of_a_topic_do_the_same(topic, found, wanted):
    of_topic = [one for one in found if one.app.partition("/")[0] == topic]
    unlisted = comparing.unlisted(of_topic, wanted)
    if unlisted:
        listing = "\n".join(map(str, unlisted))
        pytest.fail(f"{len(unlisted)} differences are not in examples.toml:\n{listing}", False)


def test_every_listed_difference_still_occurs(found, wanted):
    gone = comparing.gone(found, wanted)
    if gone:
        listing = "\n".join(map(str, gone))
        pytest.fail(f"remove from examples.toml:\n{listing}", False)


def test_every_example_was_tried(outcomes):
    names = {each.name for topic in topics(EXAMPLES) for each in examples(topic).values()}
    assert set(outcomes) == names


def test_most_examples_run_with_fastapi(outcomes):
    running = [name for name, outcome in outcomes.items() if "absent" not in outcome]
    assert len(running) > SHARE_THAT_FASTAPI_RUNS * len(outcomes)
