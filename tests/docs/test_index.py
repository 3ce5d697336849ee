"""What the index of examples holds, and what a wrong data line gives."""

from __future__ import annotations

import pytest

from docslib.index import with_data

MARKER = "<!-- data: examples -->"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    (folder / "learn").mkdir(parents=True)
    return folder


@pytest.fixture
def fill(examples, pages):
    """Replaces the data lines of a text, as if it stood on the page learn/examples.md."""

    def fill_page(text):
        problems = []
        page = "learn/examples.md"
        filled = with_data(
            text, examples.folder, pages, page, lambda *found: problems.append(found)
        )
        return filled.split("\n"), problems

    return fill_page


def test_each_example_is_a_row_with_its_forms_and_pages(examples, pages, fill):
    examples.write_forms("body/tutorial001", "plain", "_py310")
    examples.write_forms("query/tutorial002", "plain", "_an", "_an_py310")
    (pages / "body.md").write_text("# Request body { #body }\n\n{* body/tutorial001 *}\n")
    (pages / "learn/query.md").write_text(
        "# Query\n\n{* query/tutorial002 hl[q] *}\n\n{* ../../docs_src/body/tutorial001.py *}\n"
    )

    lines, problems = fill(f"# Examples\n\n{MARKER}\n")

    assert problems == []
    assert lines[2:] == [
        "| example | forms | pages |",
        "|---|---|---|",
        "| `body/tutorial001` | 3.8, 3.10 | [Request body](../body.md), [Query](query.md) |",
        "| `query/tutorial002` | 3.8; `Annotated` 3.8, 3.10 | [Query](query.md) |",
        "",
    ]


def test_an_example_of_several_modules_is_one_row(examples, pages, fill):
    examples.write("apps/app01_an/__init__.py", "")
    examples.write("apps/app01_an/main.py", "app = 1\n")
    examples.write("apps/app01_an/other.py", "other = 1\n")
    (pages / "apps.md").write_text(
        "# Apps\n\n{* apps/app01/other.py *}\n\n{* apps/app01/main.py *}\n"
    )

    lines, _ = fill(MARKER)

    assert lines[2:] == ["| `apps/app01` | `Annotated` 3.8 | [Apps](../apps.md) |"]


def test_what_is_no_example_has_no_row(examples, pages, fill):
    examples.write_forms("body/tutorial001", "plain")
    examples.write("body/tests/test_tutorial001.py", "")
    examples.write("body/test_main.py", "")
    examples.write("body/helpers/data.py", "")
    examples.write("_tool.py", "")
    (pages / "_hidden.md").write_text("# Hidden\n\n{* body/tutorial001 *}\n")

    lines, _ = fill(MARKER)

    assert lines[2:] == ["| `body/tutorial001` | 3.8 |  |"]


def test_unknown_data_is_reported_with_its_line(fill):
    lines, problems = fill("# Title\n\n<!-- data: people -->")

    assert problems == [(2, "there is no data 'people'; write <!-- data: examples -->")]
    assert lines[2] == "<!-- data: people -->"


@pytest.mark.site
def test_the_built_page_has_the_table(site):
    site.examples.write_forms("topic/tutorial001", "plain", "_py310")
    site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 *}\n")
    site.write("learn/examples.md", f"# Examples {{ #examples }}\n\n{MARKER}\n")

    result = site.build("--strict")

    assert result.returncode == 0, result.stderr
    page = site.built("learn/examples/index.html")
    assert "<code>topic/tutorial001</code>" in page
    assert '<a href="../../">Home</a>' in page
