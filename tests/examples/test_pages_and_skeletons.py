"""`scripts/examples.py`: the pages that show an example, and making and running one."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, NamedTuple

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the examples need Python 3.11", allow_module_level=True)
for tool in ("ruff", "libcst"):
    pytest.importorskip(tool, reason=f"{tool} derives the forms of examples")

APP = "from etude import Etude\n\napp = Etude()\n"


class Outcome(NamedTuple):
    status: int
    output: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(topic: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of examples.py over the folder of the test."""
    module = importlib.import_module("examples")

    def run(*arguments: str) -> Outcome:
        status = module.main(["--folder", str(topic.parent), *arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out + captured.err)

    return run


@pytest.fixture
def page(topic: Path) -> Path:
    """A page beside the folder of examples that shows one of the topic."""
    (topic / "tutorial001.py").write_text(APP, encoding="utf-8")
    (topic / "tests" / "test_tutorial001.py").touch()
    (topic / "tests" / "tutorial001.openapi.json").touch()
    page = topic.parent.parent / "docs" / "en" / "docs" / "tutorial" / "shelves.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Shelves\n\n{* shelves/tutorial001 hl[app] *}\n", encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        ({}, "shelves/tutorial001 plain tutorial/shelves.md"),
        (
            {"shelves/tutorial001": {"problem": ""}},
            "shelves/tutorial001 plain runs tutorial/shelves.md",
        ),
        (
            {"shelves/tutorial001": {"problem": "No module named 'rq'"}},
            "shelves/tutorial001 plain - tutorial/shelves.md (No module named 'rq')",
        ),
    ],
)
def test_an_example_is_listed_with_its_pages_and_whether_it_runs_there(
    page: Path, run: Run, runs: Any, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docslib.runnable.results", lambda: runs)

    listed, *hint = run("list").output.splitlines()

    assert " ".join(listed.split()) == line
    assert bool(hint) is not bool(runs)


def test_a_page_that_shows_an_example_satisfies_the_check(page: Path, run: Run) -> None:
    assert run("check") == (0, "1 examples, 1 forms up to date\n")


@pytest.mark.parametrize("line", ["", "```python\na fence\n{* shelves/tutorial001 *}\n```"])
def test_an_example_that_no_page_shows_is_found(page: Path, run: Run, line: str) -> None:
    page.write_text(f"# Shelves\n\n{line}\n", encoding="utf-8")

    outcome = run("check")

    assert outcome.status == 1
    assert "shelves/tutorial001: no page shows it\n1 finding." in outcome.output


def test_a_page_that_is_not_published_does_not_count(page: Path, run: Run) -> None:
    page.rename(page.with_name("_proof.md"))
    page.parent.rename(page.parent.with_name("_drafts"))

    assert "no page shows it" in run("check").output


def test_a_plain_include_of_a_module_counts(page: Path, run: Run) -> None:
    page.write_text("```python\n{!../../docs_src/shelves/tutorial001.py!}\n```\n", encoding="utf-8")

    assert run("check").status == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{* shelves/tutorial009 *}", "there is no example shelves/tutorial009"),
        ("{* shelves/tutorial001 hl[99] *}", "99"),
    ],
)
def test_an_include_line_that_names_nothing_is_found(
    page: Path, run: Run, line: str, message: str
) -> None:
    page.write_text(page.read_text("utf-8") + line + "\n", encoding="utf-8")

    outcome = run("check")

    assert outcome.status == 1
    assert "docs/en/docs/tutorial/shelves.md: line 4: " in outcome.output
    assert message in outcome.output


@pytest.mark.parametrize(
    ("option", "source"), [((), "tutorial002"), (("--annotated",), "tutorial002_an")]
)
def test_a_new_example_is_a_source_and_a_test_that_fails(
    topic: Path, run: Run, option: tuple[str, ...], source: str
) -> None:
    assert run("new", "shelves/tutorial002", *option).status == 0

    assert "app = Etude()" in (topic / f"{source}.py").read_text("utf-8")
    assert "assert response.json() == {}" in (topic / "tests" / "test_tutorial002.py").read_text(
        "utf-8"
    )
    assert run("derive").status == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("shelves", "write TOPIC/NAME"),
        ("shelves/a/b", "write TOPIC/NAME"),
        ("shelves/tutorial001_py310", "leave its suffix away"),
        ("shelves/tutorial001", "is there already"),
    ],
)
def test_a_new_example_needs_a_name_that_is_free(
    page: Path, run: Run, name: str, message: str
) -> None:
    outcome = run("new", name)

    assert outcome.status == 2
    assert message in outcome.output


def test_running_needs_one_example_and_a_form_that_runs(page: Path, run: Run) -> None:
    assert run("run", "shelves").output.endswith("name one of its examples: TOPIC/NAME\n")
    assert run("run", "shelves/tutorial001", "--form", "an").output.endswith(
        "runs the forms plain\n"
    )


def test_an_example_is_served_by_the_command_in_a_copy_of_its_topic(
    page: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], list[str]]] = []

    def note(
        command: list[str], *, cwd: Path, env: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        started.append((command, sorted(path.name for path in cwd.iterdir())))
        return subprocess.CompletedProcess(command, 0)

    (page.parents[4] / "docs_src" / "shelves" / "notes.txt").touch()
    monkeypatch.setattr(subprocess, "run", note)

    assert run("run", "shelves/tutorial001", "--", "--port", "8001").status == 0
    ((command, files),) = started
    assert command[1:4] == ["-m", "etude", "dev"]
    assert command[-3:] == [
        str(page.parents[4] / "docs_src/shelves/tutorial001.py"),
        "--port",
        "8001",
    ]
    assert files == ["notes.txt", "tests"]
