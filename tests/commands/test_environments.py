"""When the scripts make an environment anew."""

from __future__ import annotations

import os

import pytest

from devlib.environments import fill, is_filled, packaging_part
from devlib.node import PROGRAMS

PYPROJECT = """\
[build-system]
requires = ["hatchling"]

[project]
dependencies = [
    "starlette",
]

[tool.hatch.build.targets.wheel]
packages = ["framework/etude"]

[tool.ruff]
line-length = 100

[[tool.mypy.overrides]]
module = "other"
"""


@pytest.fixture
def part(tmp_path):
    """Gives the part of a pyproject.toml that decides what is installed."""

    def of(text: str) -> str:
        path = tmp_path / "pyproject.toml"
        path.write_text(text)
        return packaging_part(path)

    return of


@pytest.mark.parametrize("words", ["hatchling", "starlette", "framework/etude"])
def test_a_change_of_the_package_makes_another_environment(words, part):
    assert part(PYPROJECT) != part(PYPROJECT.replace(words, "something-else"))


@pytest.mark.parametrize("words", ["100", "other"])
def test_a_setting_of_a_tool_keeps_the_environment(words, part):
    assert part(PYPROJECT) == part(PYPROJECT.replace(words, "1"))


def test_a_folder_counts_as_filled_with_what_its_commands_were_to_put_there(tmp_path):
    folder, log = tmp_path / "folder", tmp_path / "logs" / "fill.log"
    commands = [["mkdir", str(folder)], ["touch", str(folder / "program")]]

    assert not is_filled(folder, "one version")
    assert fill(folder, commands, os.environ, log, "one version")

    assert is_filled(folder, "one version")
    assert not is_filled(folder, "another version")
    assert (folder / "program").exists()


def test_a_folder_whose_commands_fail_is_not_filled(tmp_path):
    folder, log = tmp_path / "folder", tmp_path / "fill.log"
    commands = [["mkdir", str(folder)], ["ls", str(folder / "nothing")]]

    assert not fill(folder, commands, os.environ, log, "one version")
    assert not is_filled(folder, "one version")
    assert "nothing" in log.read_text()


def test_programs_for_node_come_in_versions_that_are_written_down():
    assert all(program.rpartition("@")[2][0].isdigit() for program in PROGRAMS)
