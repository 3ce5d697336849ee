"""`etude openapi` and `etude compare`: documents as files, and what has changed between two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from etude.openapi.compare import RULES

PAGE = Path(__file__).parents[2] / "docs" / "en" / "docs" / "cli" / "compare.md"
SHOP = """
from typing import Set

from pydantic import BaseModel

from etude import Etude

print("imported")
app = Etude(title="Sh\u00f6p")


class Item(BaseModel):
    name: str
    colours: Set[str] = {"red", "green", "blue"}


@app.post("/items/", responses={404: {"description": "None"}})
def create_item(item: Item) -> Item:
    return item
"""
OPTIONAL = SHOP.replace("    name: str", "    name: str = ''")
BROKEN = SHOP + "\n\napp.openapi = lambda: 1 / 0\n"


@pytest.fixture(autouse=True)
def shop(project):
    project.write({"main.py": SHOP, "other.py": OPTIONAL, "broken.py": BROKEN})


# --- openapi


def test_the_document_is_printed_as_json_and_nothing_else(etude):
    outcome = etude("openapi")

    assert (outcome.status, outcome.err) == (0, "imported\n")
    assert json.loads(outcome.out)["info"]["title"] == "Sh\u00f6p"
    assert outcome.out.startswith('{\n  "openapi": "3.1.0",\n  "info": {\n    "title": "Sh\u00f6p"')


def test_the_document_is_printed_as_yaml_in_the_same_order(etude):
    as_json, as_yaml = etude("openapi").out, etude("openapi", "--format", "yaml").out

    assert json.dumps(yaml.safe_load(as_yaml)) == json.dumps(json.loads(as_json))
    assert "title: Sh\u00f6p" in as_yaml
    assert "&id001" not in as_yaml


@pytest.mark.parametrize(
    ("name", "arguments", "is_yaml"),
    [
        ("openapi.json", [], False),
        ("openapi.yaml", [], True),
        ("openapi.yml", [], True),
        ("openapi.yml", ["--format", "json"], False),
        ("openapi", ["--format", "yaml"], True),
    ],
)
def test_the_document_is_written_into_a_file_whose_name_tells_the_format(
    etude, project, name, arguments, is_yaml
):
    outcome = etude("openapi", "-o", name, *arguments)

    text = (project.directory / name).read_text(encoding="utf-8")
    assert (outcome.status, outcome.out) == (0, "")
    assert text.startswith("openapi: 3.1.0" if is_yaml else "{")
    assert text.endswith("\n")


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_the_version_of_openapi_can_be_chosen(etude, version):
    assert json.loads(etude("openapi", "--version", version).out)["openapi"] == version


def test_a_file_that_cannot_be_written_is_told_of(etude):
    outcome = etude("openapi", "-o", "missing/openapi.json")

    assert (outcome.status, outcome.out) == (1, "")
    assert "missing/openapi.json cannot be written" in outcome.err


def test_a_document_that_cannot_be_made_is_told_of_without_a_traceback(etude):
    outcome = etude("openapi", "broken.py")

    assert outcome.status == 1
    assert "The document cannot be made: ZeroDivisionError: division by zero" in outcome.err
    assert "Traceback" not in outcome.err
    assert "Traceback" in etude("openapi", "broken.py", "--verbose").err


@pytest.mark.parametrize("arguments", [["openapi", "--format", "yaml"], ["compare", "a.yaml"]])
def test_without_pyyaml_the_command_says_how_to_install_it(etude, project, monkeypatch, arguments):
    project.write({"a.yaml": "{}"})
    monkeypatch.setitem(sys.modules, "yaml", None)

    assert 'pip install "etude[standard]"' in etude(*arguments).err


@pytest.mark.parametrize("module", ["main", "main:app"])
def test_the_same_application_gives_the_same_text_in_every_process(project, module):
    texts = set()
    for seed in ("1", "2", "3"):
        ended = subprocess.run(
            [sys.executable, "-m", "etude", "openapi", "main.py"],
            cwd=project.directory,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            timeout=60,
            check=True,
        )
        texts.add(ended.stdout)

    assert len(texts) == 1


# --- compare


@pytest.fixture
def published(etude) -> str:
    etude("openapi", "-o", "openapi.json")
    return "openapi.json"


def test_a_file_is_compared_with_the_application_of_the_project(etude, published):
    outcome = etude("compare", published)

    assert (outcome.status, outcome.out) == (0, "0 breaking, 0 additive, 0 cosmetic.\n")


def test_a_breaking_change_gives_status_1(etude, published):
    outcome = etude("compare", published, "other.py")

    assert outcome.status == 1
    assert outcome.out.splitlines() == [
        "breaking response-property-optional: POST /items/, response 200.name: is optional now",
        "additive request-property-optional: POST /items/, request body.name: is optional now",
        "1 breaking, 1 additive, 0 cosmetic.",
    ]


def test_files_may_be_yaml(etude, project, published):
    etude("openapi", "-o", "new.yaml")
    text = (project.directory / "new.yaml").read_text(encoding="utf-8")
    project.write({"new.yaml": text.replace("'200':", "200:") + "x-day: 2024-02-29\n"})

    assert etude("compare", published, "new.yaml").status == 0


def test_a_report_may_be_json(etude, published):
    outcome = etude("compare", published, "other.py", "--format", "json")

    assert json.loads(outcome.out)[0] == {
        "level": "additive",
        "code": "request-property-optional",
        "place": "POST /items/",
        "part": "request body.name",
        "message": "is optional now",
    }


def test_a_report_may_be_markdown(etude, published):
    outcome = etude("compare", published, "other.py", "--format", "markdown")

    assert outcome.out == (
        "1 breaking, 1 additive, 0 cosmetic.\n\n"
        "## Breaking\n\n| where | part | change | code |\n|---|---|---|---|\n"
        "| `POST /items/` | response 200.name | is optional now | `response-property-optional` |\n\n"
        "## Additive\n\n| where | part | change | code |\n|---|---|---|---|\n"
        "| `POST /items/` | request body.name | is optional now | `request-property-optional` |\n"
    )


def test_a_finding_may_be_ignored(etude, published):
    ignored = "response-property-optional POST /items/"

    outcome = etude("compare", published, "other.py", "--ignore", ignored)

    assert outcome.status == 0
    assert outcome.out.endswith("0 breaking, 1 additive, 0 cosmetic.\n")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", "{", "a.json cannot be read"),
        ("a.yaml", "a: [", "a.yaml cannot be read"),
        ("a.yaml", "- a", "a.yaml holds no OpenAPI document"),
        ("a.json", '{"swagger": "2.0"}', "openapi: 3.x"),
        ("b.py", "import not_installed_anywhere", "not_installed_anywhere"),
    ],
)
def test_what_is_no_document_gives_status_2(etude, project, name, text, told):
    project.write({name: text})

    outcome = etude("compare", "main.py", name)

    assert (outcome.status, outcome.out) == (2, "")
    assert told in outcome.err


def test_a_missing_file_gives_status_2(etude):
    assert "missing.json cannot be read" in etude("compare", "missing.json").err


def test_the_old_document_has_to_be_given(etude):
    outcome = etude("compare")

    assert outcome.status == 2
    assert "Missing argument" in outcome.err


def test_the_page_names_every_rule_and_no_other():
    words = PAGE.read_text(encoding="utf-8").split("`")

    assert RULES.keys() <= set(words)


# --- factories

FACTORY = """
from etude import Etude


def create_app():
    return Etude()


def create_nothing():
    return None


def fail():
    raise ValueError("no database")
"""


def test_a_factory_is_called(etude, project):
    project.write({"main.py": FACTORY})

    assert etude("openapi", "main:create_app", "--factory").status == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["main:create_app"], "gives a function, not an Etude application.\nName one. If it makes"),
        (["main:create_nothing", "--factory"], "gives a NoneType, not an Etude application"),
        (["main:fail", "--factory"], "The factory `main:fail` fails."),
    ],
)
def test_what_makes_no_application_is_refused(etude, project, arguments, told):
    project.write({"main.py": FACTORY})

    outcome = etude("openapi", *arguments)

    assert (outcome.status, outcome.out) == (1, "")
    assert told in outcome.err


# --- completion


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("etude co", ["compare"]),
        ("etude openapi --f", ["--format", "--factory"]),
        ("etude compare --format m", ["markdown"]),
    ],
)
def test_a_shell_completes_commands_options_and_values(project, words, expected):
    ended = subprocess.run(
        [sys.executable, "-m", "etude"],
        env={
            **os.environ,
            "_ETUDE_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert sorted(ended.stdout.split()) == sorted(expected)
