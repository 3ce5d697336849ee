"""When an environment is used again, and when it is made anew."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest
from benchmarks.environments import Environment, fingerprint, locate, prepare, versions_in
from benchmarks.errors import EnvironmentFailure


def test_other_requirements_need_another_environment() -> None:
    assert fingerprint(["fastapi==0.165.0"]) != fingerprint(["fastapi==0.164.0"])


def test_the_environment_of_the_checkout_follows_its_dependencies(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text("dependencies = []", encoding="utf-8")
    before = locate("etude", tmp_path, root=tmp_path)
    assert locate("etude", tmp_path, root=tmp_path) == before
    project.write_text("dependencies = ['pydantic']", encoding="utf-8")
    assert locate("etude", tmp_path, root=tmp_path).folder != before.folder


def test_a_complete_environment_is_used_as_it_is(tmp_path: Path) -> None:
    environment = Environment("some", ("nothing",), tmp_path)
    (tmp_path / "complete").write_text("nothing", encoding="utf-8")
    prepare(environment, say=lambda _: pytest.fail("It was made again"))
    assert environment.is_complete()


def test_the_versions_are_those_of_the_environment() -> None:
    versions = versions_in(Path(sys.executable))
    assert versions["python"] == platform.python_version()
    assert "pydantic" in versions


def test_a_failed_installation_says_what_was_run_and_what_it_said(tmp_path: Path) -> None:
    blocked = tmp_path / "some"
    blocked.write_text("a file where a folder has to be", encoding="utf-8")
    environment = Environment("some", ("nothing",), blocked)
    with pytest.raises(EnvironmentFailure, match=f"-m venv {blocked}` ended with status 1") as told:
        prepare(environment, say=lambda _: None)
    assert "Error:" in str(told.value)
    assert not environment.is_complete()
