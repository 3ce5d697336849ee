"""Packages for FastAPI do the same on Etude, as the table of the documentation says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import FOLDER, TRIED

pytestmark = pytest.mark.third_party
PACKAGES = {package["name"]: package for package in TRIED["packages"]}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_does_what_the_table_says(name, run):
    package = PACKAGES[name]
    reference = run(FOLDER / "run.py", "fastapi", package["program"])
    assert reference.returncode == 0, f"FastAPI does not run it:\n{reference.stderr}"
    assert json.loads(reference.stdout)
    ours = run(FOLDER / "run.py", "etude", package["program"])
    if "fails" in package:
        assert ours.returncode == 1
        assert package["fails"] in ours.stderr
    else:
        assert ours.returncode == 0, ours.stderr
        assert json.loads(ours.stdout) == json.loads(reference.stdout)


@pytest.mark.parametrize("name", [name for name in PACKAGES if not PACKAGES[name].get("alias", 1)])
def test_a_package_without_the_alias_does_not_import_fastapi(name, run):
    program = f"import {PACKAGES[name]['program']}, sys; sys.exit('fastapi' in sys.modules)"
    assert run("-c", program).returncode == 0


def test_every_program_has_a_row():
    programs = {file.stem for file in (Path(FOLDER) / "programs").glob("*.py")}
    assert programs == {package["program"] for package in PACKAGES.values()}
