"""Every command that an English page shows does what the page says, or is listed as not to be run."""

from __future__ import annotations

import shutil
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Iterator

import pytest
import tomllib

from docslib.places import DEFAULT_LANGUAGE, language_folder

from .comparing import is_as_shown
from .reading import Included, Shown, read
from .running import Ended, Reader

MISSING = [program for program in ("bash", "curl") if not shutil.which(program)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs the programs {MISSING}")
PAGES = language_folder(DEFAULT_LANGUAGE) / "docs"
LISTED = tomllib.loads(Path(__file__).with_name("commands.toml").read_text())
NOT_RUN = LISTED["not-run"]


def with_commands() -> Iterator[str]:
    for page in sorted(PAGES.rglob("*.md")):
        if any(isinstance(step, Shown) for step in read(page)):
            yield page.relative_to(PAGES).as_posix()


def reasons(page: str, shown: Shown) -> list[int]:
    """The entries of the list that speak of this command."""
    return [
        number
        for number, entry in enumerate(NOT_RUN)
        if fnmatchcase(shown.command, entry["command"])
        and fnmatchcase(page, entry.get("page", "*"))
    ]


@pytest.fixture
def reader(tmp_path: Path, page: str) -> Iterator[Reader]:
    """Somebody who has the first example, unless commands.toml says what else the page begins with."""
    known = LISTED["page"].get(page, {})
    reader = Reader(tmp_path, known.get("begins-in", ""), known.get("files", {}))
    reader.turn_to(known.get("example", "first_steps/tutorial001"))
    if reader.begins_in == "nothing":
        for step in reversed(list(read(PAGES / page))):
            if isinstance(step, Included):
                reader.turn_to(step.target, step.title)
    yield reader
    reader.stop()


@pytest.mark.parametrize("page", list(with_commands()))
def test_the_commands_of_a_page_do_what_it_shows(page: str, reader: Reader) -> None:
    wrong: list[str] = []
    for step in read(PAGES / page):
        if isinstance(step, Included):
            reader.turn_to(step.target, step.title)
        elif not reasons(page, step):
            if step.example:
                reader.turn_to(step.example)
            ended = reader.run(step.command)
            if not is_as_expected(step, ended, LISTED["page"].get(page, {}).get("statuses", [0])):
                told = f"{page}:{step.line}: $ {step.command}\n--- the page shows\n{step.output}\n"
                example = reader.example.name if reader.example else "no example"
                wrong.append(
                    f"{told}--- it prints ({example}, exit status {ended.status})\n{ended.output}"
                )
    assert not wrong, "\n\n".join(wrong)


def is_as_expected(step: Shown, ended: Ended, statuses: list[int]) -> bool:
    """Whether a command did what is shown; one without output has to end well."""
    if not step.output:
        return ended.status in statuses
    return is_as_shown(step.output, ended.output, goes_on=ended.goes_on)


def test_the_list_of_what_is_not_run_is_short_of_nothing_and_has_nothing_too_much() -> None:
    used: Counter[int] = Counter()
    for page in with_commands():
        for step in read(PAGES / page):
            if isinstance(step, Shown):
                used.update(reasons(page, step))
    unused = [entry["command"] for number, entry in enumerate(NOT_RUN) if not used[number]]
    assert not unused
    assert all(entry["reason"] for entry in NOT_RUN)
