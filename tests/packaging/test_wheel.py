"""What a wheel built from the tree holds."""

from __future__ import annotations

from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "framework"


@pytest.fixture(scope="module")
def files(wheel) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def metadata(files):
    return Parser().parsestr(_from_dist_info(files, "METADATA"))


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(files):
    shipped = {name for name in files if ".dist-info/" not in name}

    assert shipped == _files_of_the_package()


def test_the_wheel_says_that_the_package_is_typed(files):
    assert "etude/py.typed" in files


def test_the_wheel_carries_the_licences_of_the_package_and_of_what_it_ships(files):
    licences = {name.rsplit("/", 1)[1] for name in files if ".dist-info/licenses/" in name}
    ships = {path.name for path in SOURCES.glob("etude/openapi/static/*.LICENSE.txt")}

    assert len(ships) >= 2
    assert licences == {"LICENSE", *ships}


def test_the_metadata_names_the_oldest_python_and_the_extras(metadata):
    assert metadata["Name"] == "etude"
    assert metadata["Requires-Python"] == ">=3.8"
    assert set(metadata.get_all("Provides-Extra")) == {
        "all",
        "dev",
        "docs",
        "examples",
        "migrate",
        "opentelemetry",
        "standard",
        "telemetry",
        "test",
    }


def test_a_bare_installation_needs_four_packages(metadata):
    needed = [line for line in metadata.get_all("Requires-Dist") if "extra ==" not in line]

    assert sorted(line.split(">")[0] for line in needed) == [
        "annotated-doc",
        "pydantic",
        "starlette",
        "typing-extensions",
    ]


def test_the_wheel_installs_the_command(files):
    assert "etude = etude.cli:main" in _from_dist_info(files, "entry_points.txt")


def _from_dist_info(files, name: str) -> str:
    [content] = [files[path] for path in files if path.endswith(f".dist-info/{name}")]
    return content.decode()


def _files_of_the_package() -> set[str]:
    return {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.glob("etude/**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }
