"""The reference pages: every public name stands on one, with its parameters."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from pathlib import Path

import pytest

status = pytest.importorskip("starlette.status")
if sys.version_info < (3, 10):
    pytest.skip("the pages are those of the newest Starlette", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "en" / "docs" / "reference"
DIRECTIVE = re.compile(r"^::: (?P<name>[\w.]+)$", re.MULTILINE)
PUBLIC = (
    "etude",
    "etude.encoders",
    "etude.exceptions",
    "etude.problems",
    "etude.responses",
    "etude.security",
    "etude.sse",
    "etude.testclient",
    "etude.staticfiles",
    "etude.templating",
)
"""The modules whose names people import."""

MADE_WHEN_ASKED_FOR = {"RequestErrorModel", "WebSocketErrorModel"}
"""Empty models that other packages import: they are there once somebody has asked for them."""


def names_on_pages():
    pages = {path: path.read_text(encoding="utf-8") for path in REFERENCE.rglob("*.md")}
    return {name for text in pages.values() for name in DIRECTIVE.findall(text)}


def public_names():
    for module_name in PUBLIC:
        module = __import__(module_name, fromlist=["_"])
        for name, found in vars(module).items():
            is_named = inspect.isclass(found) or inspect.isfunction(found)
            origin = str(getattr(found, "__module__", ""))
            is_here = module_name == "etude" or origin.startswith(module_name)
            is_public = origin.startswith("etude") and "._" not in f"{origin}.{name}"
            is_public = is_public and name not in MADE_WHEN_ASKED_FOR
            if is_named and is_here and is_public:
                yield f"{module_name}.{name}", found


def test_every_public_name_has_its_place_in_the_reference():
    shown = names_on_pages()
    known = [_object(name) for name in shown]
    missing = [
        name
        for name, found in public_names()
        if not _below(name, shown) and not any(found is each for each in known)
    ]
    assert missing == []


def _below(name, shown):
    return any(name.startswith(f"{each}.") for each in shown)


def _object(name):
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(__import__(module, fromlist=["_"]), attribute)
    except (AttributeError, ImportError, ValueError):
        return None


def test_every_constant_of_a_status_is_listed_with_its_value():
    text = (REFERENCE / "status.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\d+) \| \S", text, re.MULTILINE))
    assert rows == {name: str(getattr(status, name)) for name in status.__all__}


def test_the_reference_of_the_command_line_is_that_of_the_commands():
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    written = importlib.import_module("docslib.commands").with_commands(page)
    assert page == written, "write it anew: python scripts/docs.py commands"


@pytest.mark.site
def test_parameters_are_shown_with_their_texts(site):
    site.write("index.md", (REFERENCE / "etude.md").read_text(encoding="utf-8"))
    result = site.build("--strict")
    assert result.returncode == 0, result.stderr

    html = site.built("index.html")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert 'id="etude.Etude.get"' in html
    assert "The name of the service." in text  # of a parameter of the class
    assert "How deep arrays and objects may stand in each other" in text  # of an option
    assert "Annotated[" not in text
    assert " at 0x" not in text
