"""The proof page, built as it is: everything that a page may use arrives in the built site."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

ROOT = Path(__file__).resolve().parents[2]
FEATURES = {
    "three palettes": "(?s)__palette_0.*__palette_1.*__palette_2",
    "numbered notes": "content.code.annotate",
    "copy button": "content.code.copy",
    "linked tabs": "content.tabs.link",
    "tooltips": "content.footnote.tooltips",
    "section index pages": "navigation.indexes",
    "short navigation": "navigation.prune",
    "instant pages": "navigation.instant",
    "progress": 'data-md-component="progress"',
    "top tabs": 'class="md-tabs"',
    "back to top": 'data-md-component="top"',
    "anchors follow": "navigation.tracking",
    "permanent links": '<a class="headerlink" href="#text"',
    "search suggestions": 'data-md-component="search-suggest"',
    "search sharing": 'data-md-component="search-share"',
    "edit": "https://github.com/etude-api/etude/edit/main/docs/en/docs/_proof.md",
    "view": "https://github.com/etude-api/etude/raw/main/docs/en/docs/_proof.md",
    "repository without counter": 'class="md-source">',
    "release": r'md-source__fact--version">\d+\.\d+\.\d+',
    "logo": "img/logo.svg",
    "favicon": "img/favicon.svg",
    "terminal": '<div class="terminal highlight"',
    "tabs by hand": "Windows PowerShell</label>",
    "keys": '<kbd class="key-control">',
    "marks": "<mark>marked</mark>",
    "abbreviations": '<abbr title="HyperText Markup Language">HTML</abbr>',
    "braces": re.escape("{{ x }} and {% raw %}"),
    "braces in code": re.escape("<code>{{ x }}</code>"),
    "plain include": '<span class="filename">The file as it is</span>',
    "escaped include line": r"\{\* first_steps/tutorial001 hl\[app\] \*\}",
}
BLOCKS = ("note", "tip", "info", "check", "warning", "danger")


@pytest.fixture(scope="module")
def site(tmp_path_factory, make_site):
    """A site with the real proof page and the real examples, built and checked."""
    site = make_site(tmp_path_factory.mktemp("proof") / "repository")
    shutil.copy(ROOT / "docs/en/docs/_proof.md", site.pages)
    ignored = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(ROOT / "docs_src", site.examples.folder, dirs_exist_ok=True, ignore=ignored)
    result = site.run("scripts/docs.py", "check")
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="module")
def proof(site):
    return site.built("_proof/index.html")


@pytest.mark.parametrize("pattern", FEATURES.values(), ids=FEATURES)
def test_the_proof_page_has(proof, pattern):
    assert re.search(pattern, proof)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_kind_of_block_is_there(proof, block):
    assert f'<div class="admonition {block}">' in proof


def test_every_tab_of_an_example_has_a_highlight(proof):
    section = proof[proof.index('data-example="query_params/tutorial006"') :]
    section = section[: section.index("<p>")]

    blocks = section.split('<div class="tabbed-block">')[1:]

    assert len(blocks) == 2
    assert all('class="hll"' in block for block in blocks)


def test_the_page_for_a_wrong_address_leads_home(site):
    page = site.built("404.html")

    assert "There is no such page" in page
    assert '<a href="/.">The home page</a>' in page
