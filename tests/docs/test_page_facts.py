"""Facts that pages state in words, compared with where they come from."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/en/docs"


def test_the_page_about_versions_names_the_oldest_dependencies():
    page = (PAGES / "python-versions.md").read_text(encoding="utf-8")
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = text.partition("dependencies = [")[2].partition("]")[0]

    declared = re.findall(r'"([\w-]+)>=([\d.]+)"', dependencies)
    assert declared
    assert re.findall(r"^\| `([\w-]+)` \| ([\d.]+) \|$", page, re.MULTILINE) == declared


def test_the_page_about_versions_names_the_versions_that_the_package_declares():
    page = (PAGES / "python-versions.md").read_text(encoding="utf-8")
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    versions = re.findall(r"Python :: (3\.\d+)", text)

    *others, last = versions
    assert f"CPython {', '.join(others)} and {last}." in page


def test_the_recipe_for_swagger_ui_lists_the_defaults():
    page = (PAGES / "how-to/configure-swagger-ui.md").read_text(encoding="utf-8")
    from etude.openapi.docs import swagger_ui_default_parameters

    listed = re.findall(r"^\| `(\w+)` \| `(.+)` \|$", page, re.MULTILINE)
    expected = {key: str(value) for key, value in swagger_ui_default_parameters.items()}
    assert {key: value.strip('"') for key, value in listed} == expected


def test_the_index_of_examples_lists_what_pytest_collects():
    from docs_src._forms import examples, topics

    from docslib.index import examples_table

    table = examples_table(ROOT / "docs_src", PAGES, "learn/examples.md")

    collected = [name for topic in topics(ROOT / "docs_src") for name in _names(examples(topic))]
    assert re.findall(r"^\| `(.+?)`", table, re.MULTILINE) == collected


def _names(found):
    return sorted(example.name for example in found.values())
