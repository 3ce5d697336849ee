import importlib
import sys

import pytest


def test_the_root_greets(client):
    assert client.get("/").json() == {"message": "Hello from a locked image"}


@pytest.mark.parametrize(
    ("name", "lock", "carried"),
    [
        ("Dockerfile.uv", "uv.lock", "/code/.venv"),
        ("Dockerfile.poetry", "poetry.lock", "/code/requirements.txt"),
    ],
)
def test_the_second_stage_takes_one_thing_from_the_first(dockerfile, name, lock, carried):
    first, second = dockerfile(f"app03/{name}")
    copies = [step.words for step in second if step.name == "COPY"]

    assert ["pyproject.toml", lock, "./"] in [step.words for step in first if step.name == "COPY"]
    assert [copy[1] for copy in copies if copy[0].startswith("--from=")] == [carried]
    assert copies[-1] == ["pyproject.toml", "main.py", "./"]


def test_the_command_finds_the_application_in_the_project_file(folder):
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    project = tomllib.loads((folder / "app03" / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["tool"]["etude"] == {"entrypoint": "main:app"}
    assert project["project"]["dependencies"] == ["etude[standard]>=0.1.0,<0.2.0"]
