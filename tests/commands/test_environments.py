"""When the scripts make an environment anew."""

from __future__ import annotations

import pytest

from devlib.environments import packaging_part

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
