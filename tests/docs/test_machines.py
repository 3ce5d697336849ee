"""The pages as Markdown, and the list of them."""

from __future__ import annotations

import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

from docslib.html_text import as_markdown
from docslib.machines import Entry, Folders, list_of_pages, markdown_copy, purpose, robots

FORMS = ("plain", "_py310", "_an", "_an_py310")


@pytest.fixture
def copy(examples, tmp_path):
    places = {"other.md": "https://example.org/other/index.md"}
    examples.write_forms("topic/tutorial001", *FORMS)
    examples.write("topic/note.txt", "first\nsecond\nthird\n")
    folder = tmp_path / "docs/en"
    folder.mkdir(parents=True)
    return lambda text: markdown_copy(text, Folders(examples.folder, folder), places.get)


def test_an_include_becomes_the_newest_form_in_full(copy, examples):
    whole = (examples.folder / "topic/tutorial001_an_py310.py").read_text()

    text = copy("Before.\n\n{* topic/tutorial001 hl[app] *}\n\nAfter.")

    fence = f'```python title="docs_src/topic/tutorial001_an_py310.py"\n{whole}```'
    assert text == f"Before.\n\n{fence}\n\nAfter.\n"


def test_a_part_is_preceded_by_the_whole_file_once(copy):
    line = "{* topic/tutorial001 ln[def read_items] *}"

    first, second = copy(f"{line}\n\nAgain:\n\n{line}").split("Again:")

    assert "app = Etude()" in first
    assert "app = Etude()" not in second
    assert "# (code above omitted)" in second


def test_an_include_in_a_list_keeps_its_indent(copy):
    lines = copy("1. One.\n\n    {* topic/tutorial001 *}\n\n2. Two.").split("\n")

    assert '    ```python title="docs_src/topic/tutorial001_an_py310.py"' in lines
    assert "    app = Etude()" in lines


@pytest.mark.parametrize(
    ("slices", "expected"),
    [("", "first\nsecond\nthird"), ("[ln:2-]", "second\nthird"), ("[ln:1,3]", "first\nthird")],
)
def test_a_plain_include_becomes_its_lines(copy, slices, expected):
    text = copy(f"```text\n{{!../../docs_src/topic/note.txt{slices}!}}\n```")

    assert text == f"```text\n{expected}\n```\n"


def test_links_lead_from_copy_to_copy_and_code_stays(copy):
    text = copy(
        "[a](other.md#x) [b](gone.md) [c](https://a.org/x.md)\n\n```text\n[a](other.md)\n```"
    )

    assert "[a](https://example.org/other/index.md#x) [b](gone.md)" in text
    assert "[c](https://a.org/x.md)" in text
    assert "```text\n[a](other.md)\n```" in text


def test_a_wrong_include_line_stays_for_the_build_to_report(copy):
    assert copy("{* topic/gone *}") == "{* topic/gone *}\n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "# A { #a }\n\nOne [link](b.md) and\n**two** `lines`.\n\nMore.",
            "One link and two `lines`.",
        ),
        ("# A\n\n/// note\n\n///\n\n::: etude.Etude\n\nWords.", "Words."),
        ("# A\n", ""),
    ],
)
def test_the_purpose_is_the_first_paragraph(markdown, expected):
    assert purpose(markdown) == expected


def test_the_list_has_a_heading_for_each_section():
    entries = [
        Entry("Learn", "One", "https://example.org/one/index.md", "What it is for."),
        Entry("Learn", "Two", "https://example.org/two/index.md", ""),
        Entry("Learn / More", "Three", "https://example.org/three/index.md", "Words."),
    ]

    assert list_of_pages("Site", "A summary", entries) == (
        "# Site\n\n> A summary\n\n## Learn\n\n"
        "- [One](https://example.org/one/index.md): What it is for.\n"
        "- [Two](https://example.org/two/index.md)\n\n## Learn / More\n\n"
        "- [Three](https://example.org/three/index.md): Words.\n"
    )


def test_robots_are_shown_the_way_to_the_sitemap():
    assert "Sitemap: https://example.org/sitemap.xml\n" in robots("https://example.org/")


def test_a_page_that_is_made_is_read_back_from_its_html():
    html = (
        '<h2 id="a.B"><code class="doc-symbol"></code> <span>B</span>'
        '<a class="headerlink" href="#a.B">&para;</a></h2>'
        "<div><pre><span></span><code><span>B</span>(<span>x</span>:\n    int)\n</code></pre></div>"
        "<p>A <code>B</code> &amp; more.</p><p><span>Parameters:</span></p>"
        "<ul><li><b><code>x</code></b>\n (<code>int</code>\n)\n - <div><p>What it is.</p></div></li></ul>"
    )

    assert as_markdown(html) == (
        "## B { #a.B }\n\n```python\nB(x:\n    int)\n```\n\nA `B` & more.\n\nParameters:\n\n"
        "- `x` (`int`) - What it is.\n"
    )
