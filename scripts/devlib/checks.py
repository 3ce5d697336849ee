"""The steps of ``./scripts/test``: what CI runs, and in which environment."""

from __future__ import annotations

import sys
from typing import Callable

from devlib.commands import Command, run_all
from devlib.environments import Environment
from devlib.interpreters import SUPPORTED, Interpreter, Minor, find_interpreter, find_newest
from devlib.layout import CACHE, LOGS, from_root
from devlib.node import NODE, NodePrograms
from devlib.steps import Step

OLDEST_FOR_TOOLS: Minor = (3, 11)
OTHER_VERSIONS: tuple[Minor, ...] = ((3, 8), (3, 13))

_LINTED = ("framework", "scripts", "scripts/serve", "scripts/test", "tests", "benchmarks")
_NODE = "prepare-node"
_PLAYGROUND = "playground"
_DOCUMENTS = CACHE / "documents"
_NOT_IN_EVERY_ENVIRONMENT = (
    "--ignore=tests/browser",
    "--ignore=tests/fuzzing",
    "--ignore=tests/packaging",
    "--ignore=tests/pages",
    "--ignore=tests/side_by_side/test_examples.py",
    "--ignore=tests/third_party",
    "--ignore=tests/typing/test_examples.py",
    "-m",
    "not browser and not site and not pyodide",
)


def interpreter_for_tools() -> Interpreter | None:
    """Finds the default interpreter: the one that runs this script, if the tools run on it."""
    running = sys.version_info[:2]
    good = [minor for minor in SUPPORTED if minor >= OLDEST_FOR_TOOLS]
    return find_newest(sorted(good, key=lambda minor: minor != running))


def all_steps(tools: Interpreter) -> list[Step]:
    """Lists the steps, in the order in which they begin."""
    development = Environment("dev", tools, ("-e", ".[dev]"))
    others = [
        Environment("test", interpreter, ("-e", ".[test]"))
        for interpreter in map(find_interpreter, OTHER_VERSIONS)
        if interpreter
    ]
    return [
        _preparation(development),
        *map(_preparation, others),
        *_checks_of_the_sources(development),
        *_checks_with_node(development),
        *map(_tests_on_another_version, others),
        *_checks_of_the_products(development),
    ]


def _checks_of_the_sources(development: Environment) -> list[Step]:
    python = development.python
    coverage = (python, "-m", "coverage")
    step = _maker(development)
    return [
        step(
            "tests",
            "the tests on the default interpreter, with every branch of etude covered",
            (*coverage, "erase"),
            (*coverage, "run", "-m", "pytest", "-q", "tests", *_NOT_IN_EVERY_ENVIRONMENT),
            (*coverage, "combine", "--quiet"),
            (*coverage, "report"),
        ),
        step(
            "types",
            "mypy --strict, pyright; the examples as a user runs them",
            (python, "-m", "mypy"),
            ("pyright", "--pythonpath", python),
            (python, "-m", "pytest", "-q", "tests/typing/test_examples.py"),
        ),
        step(
            "lint",
            "ruff: mistakes and layout",
            ("ruff", "check", *_LINTED),
            ("ruff", "format", "--check", *_LINTED),
        ),
        step("imports", "which module may import which", ("lint-imports",)),
        step("spelling", "codespell over code and prose", ("codespell",)),
        step(
            "pages",
            "how the pages of the site are written, and that no address of theirs got lost",
            (python, "scripts/docs.py", "lint", "--since"),
        ),
        step(
            "forms",
            "the forms of the examples are those that their sources give",
            (python, "scripts/examples.py", "check"),
        ),
        step(
            "vendored",
            "the files of others in the package are those that were recorded",
            (python, "scripts/vendor.py", "check"),
        ),
        step(
            "examples",
            "every example in every form, on the default interpreter",
            ("rm", "-rf", str(_DOCUMENTS)),
            (python, "-m", "pytest", "-q", "docs_src", "--write-documents", str(_DOCUMENTS)),
        ),
    ]


def _checks_with_node(development: Environment) -> list[Step]:
    programs = NodePrograms(development)
    spectral, redocly = programs.program("spectral"), programs.program("redocly")
    documents = f"{_DOCUMENTS}/*/*.json"
    step = _maker(development, programs)
    return [
        Step(
            _NODE,
            f"installs programs for Node.js in {from_root(NODE)}",
            lambda: programs.make(LOGS / f"{_NODE}.log"),
            (_preparation_name(development),),
        ),
        step(
            "documents",
            "the documents of the examples in OpenAPI 3.0, 3.1 and 3.2: Spectral, Redocly",
            (spectral, "lint", "-q", "-D", "-r", "scripts/documents/spectral.yaml", documents),
            (redocly, "lint", "--config", "scripts/documents/redocly.yaml", documents),
            needs=(_NODE, "examples"),
        ),
        step(
            "pyodide",
            "what needs no thread, in Pyodide",
            (development.python, "-m", "pytest", "-q", "tests/threadless", "-m", "pyodide"),
            needs=(_NODE,),
        ),
        step(
            _PLAYGROUND,
            "what runs the examples in the pages, and what they answer in Pyodide",
            (development.python, "scripts/docs.py", "playground"),
            (development.python, "-m", "pytest", "-q", "tests/playground", "-m", "pyodide"),
            needs=(_NODE,),
        ),
    ]


def _tests_on_another_version(environment: Environment) -> Step:
    label = environment.interpreter.label
    pytest = (environment.python, "-m", "pytest", "-q")
    return _maker(environment)(
        f"tests-{label}",
        f"the tests and the examples on Python {label}",
        (*pytest, "tests", "docs_src", *_NOT_IN_EVERY_ENVIRONMENT),
    )


def _checks_of_the_products(development: Environment) -> list[Step]:
    python = development.python
    pytest = (python, "-m", "pytest", "-q")
    step = _maker(development)
    with_node = _maker(development, NodePrograms(development))
    return [
        step(
            "site",
            "the site builds without a warning, and its links lead somewhere",
            (python, "scripts/docs.py", "check"),
            (*pytest, "tests", "-m", "site"),
            needs=(_PLAYGROUND,),
        ),
        with_node(
            "browser",
            "a reader's way through the site and the API pages, axe and Lighthouse, in Chromium",
            (*pytest, "tests/browser"),
            needs=(_NODE, _PLAYGROUND),
        ),
        step(
            "commands",
            "the commands that the pages of the site show, and their output",
            (*pytest, "tests/pages"),
        ),
        step(
            "packaging",
            "the wheel, and its installation on the oldest and the newest Python",
            (*pytest, "tests/packaging"),
        ),
        step(
            "third-party",
            "packages for FastAPI, with FastAPI and with Etude in its place",
            (*pytest, "tests/third_party"),
        ),
        step(
            "same-examples",
            "the examples with FastAPI: the same documents and answers, but for a list",
            (*pytest, "tests/side_by_side/test_examples.py"),
        ),
        step(
            "fuzzing",
            "the examples answer what their documents allow: schemathesis",
            (*pytest, "tests/fuzzing"),
        ),
        step(
            "benchmark",
            "requests per CPU second beside others, a short run",
            (python, "scripts/bench.py", "--quick"),
            alone=True,
        ),
    ]


def _preparation(environment: Environment) -> Step:
    name = _preparation_name(environment)
    about = f"makes {from_root(environment.folder)} with {environment.interpreter.path}"
    return Step(name, about, lambda: environment.make(LOGS / f"{name}.log"))


def _preparation_name(environment: Environment) -> str:
    return f"prepare-{environment.name}-{environment.interpreter.label}"


def _maker(environment: Environment, programs: NodePrograms | None = None) -> Callable[..., Step]:
    """Gives a function that makes a step of commands that run in this environment."""
    variables = (programs or environment).variables(
        COVERAGE_FILE=str(CACHE / "coverage" / "data"),
        NO_MKDOCS_2_WARNING="1",
        PYTEST_ADDOPTS="-p no:cacheprovider",
    )

    def step(
        name: str, about: str, *commands: Command, alone: bool = False, needs: tuple[str, ...] = ()
    ) -> Step:
        log = LOGS / f"{name}.log"
        needs = (_preparation_name(environment), *needs)
        return Step(name, about, lambda: run_all(commands, variables, log), needs, alone)

    return step
