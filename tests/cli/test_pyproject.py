"""The entry point that a project names in its `pyproject.toml`."""

from __future__ import annotations

import pytest

from etude.cli.discovery import find
from etude.cli.targets import DiscoveryError, Origin, Search, locate

ONE_APP = "from etude import Etude\n\napp = Etude()\n"


def refusal(project) -> str:
    with pytest.raises(DiscoveryError) as refused:
        find(Search(project.directory))
    assert refused.value.exit_status == 1
    return str(refused.value)


def test_a_configured_entrypoint_comes_before_the_default_files(project):
    project.write(
        {
            "main.py": ONE_APP,
            "service.py": ONE_APP,
            "pyproject.toml": '[tool.etude]\nentrypoint = "service:app"\n',
        }
    )

    result = find(Search(project.directory))

    assert (result.import_string, result.origin) == ("service:app", Origin.PYPROJECT)


def test_a_path_comes_before_the_configured_entrypoint(project):
    project.write({"main.py": ONE_APP, "pyproject.toml": "not = [valid"})

    assert find(Search(project.directory, "main.py")).import_string == "main:app"


def test_the_nearest_file_is_searched_upward_and_the_entrypoint_is_relative_to_it(project):
    project.write(
        {
            "main.py": ONE_APP,
            "deep/down/notes.txt": "",
            "pyproject.toml": '[tool.etude]\nentrypoint = "main:app"\n',
        }
    )

    result = find(Search(project.directory / "deep" / "down"))

    assert (result.import_string, result.root) == ("main:app", project.directory)


def test_the_nearest_file_ends_the_search_even_without_a_table_of_etude(project):
    project.write(
        {
            "pyproject.toml": '[tool.etude]\nentrypoint = "outer:app"\n',
            "inner/pyproject.toml": "[project]\n",
            "inner/main.py": ONE_APP,
        }
    )

    (target,) = locate(Search(project.directory / "inner"))

    assert (target.module, target.origin) == ("main", Origin.DEFAULT_FILE)


@pytest.mark.parametrize(
    "content", ["", "[tool.fastapi]\nentrypoint = 'other:app'\n", "[tool.etude]\nport = 9000\n"]
)
def test_tables_of_others_and_other_keys_are_ignored(project, content):
    project.write({"main.py": ONE_APP, "pyproject.toml": content})

    assert find(Search(project.directory)).import_string == "main:app"


def test_an_entrypoint_that_is_no_string_is_refused_with_the_key_and_the_file(project):
    project.write({"pyproject.toml": "[tool.etude]\nentrypoint = ['main:app']\n"})

    message = refusal(project)

    assert "`entrypoint` in [tool.etude]" in message
    assert str(project.directory / "pyproject.toml") in message


def test_an_entrypoint_of_another_form_is_refused_with_the_file(project):
    project.write({"pyproject.toml": "[tool.etude]\nentrypoint = 'main.py'\n"})

    message = refusal(project)

    assert "module:name" in message
    assert str(project.directory / "pyproject.toml") in message


@pytest.mark.parametrize("content", ["tool = 1\n", "tool.etude = 'main:app'\n"])
def test_what_is_no_table_is_refused(project, content):
    project.write({"pyproject.toml": content})

    assert "is not a table" in refusal(project)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"[tool.etude]\nentrypoint = main:app\n", 2, 14),
        (b"[project]\nname = 'x'\n[tool.etude\n", 3, 12),
        (b"[tool.etude]\nentrypoint = ", 2, 14),
        (b"[project]\nname = 'caf\xe9'\n", 2, 12),
    ],
)
def test_malformed_toml_is_told_with_file_line_and_column(project, content, line, column):
    file = project.directory / "pyproject.toml"
    file.write_bytes(content)

    first, *rest = refusal(project).splitlines()

    assert first.startswith(f"{file}, line {line}, column {column}: ")
    assert "(at " not in first
    assert len(rest) == 1
