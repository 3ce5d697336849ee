"""Which tabs an example gets."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown", reason="needs the docs extra")

TIP = "block Tip"
CLOSED = "closed Without Annotated"

FORM_CODES = {
    "S": (["plain"], ["file docs_src/topic/tutorial001.py"]),
    "T2": (
        ["plain", "_py310"],
        [
            "tab Python 3.10+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_py310.py",
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "N2": (
        ["plain", "_py39"],
        [
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_py39.py",
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "T3": (
        ["plain", "_py39", "_py310"],
        [
            "tab Python 3.10+",
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_py310.py",
            "file docs_src/topic/tutorial001_py39.py",
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "A3": (
        ["plain", "_an", "_an_py39"],
        [
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
            CLOSED,
            "tab Python 3.8+ non-Annotated",
            TIP,
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "A4": (
        ["plain", "_py39", "_an", "_an_py39"],
        [
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
            CLOSED,
            "tab Python 3.9+ non-Annotated",
            "tab Python 3.8+ non-Annotated",
            TIP,
            "file docs_src/topic/tutorial001_py39.py",
            TIP,
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "A5": (
        ["plain", "_py310", "_an", "_an_py39", "_an_py310"],
        [
            "tab Python 3.10+",
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py310.py",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
            CLOSED,
            "tab Python 3.10+ non-Annotated",
            "tab Python 3.8+ non-Annotated",
            TIP,
            "file docs_src/topic/tutorial001_py310.py",
            TIP,
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "A6": (
        ["plain", "_py39", "_py310", "_an", "_an_py39", "_an_py310"],
        [
            "tab Python 3.10+",
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py310.py",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
            CLOSED,
            "tab Python 3.10+ non-Annotated",
            "tab Python 3.9+ non-Annotated",
            "tab Python 3.8+ non-Annotated",
            TIP,
            "file docs_src/topic/tutorial001_py310.py",
            TIP,
            "file docs_src/topic/tutorial001_py39.py",
            TIP,
            "file docs_src/topic/tutorial001.py",
        ],
    ),
    "X2": (
        ["_an", "_an_py39"],
        [
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
        ],
    ),
    "X3": (
        ["_an", "_an_py39", "_an_py310"],
        [
            "tab Python 3.10+",
            "tab Python 3.9+",
            "tab Python 3.8+",
            "file docs_src/topic/tutorial001_an_py310.py",
            "file docs_src/topic/tutorial001_an_py39.py",
            "file docs_src/topic/tutorial001_an.py",
        ],
    ),
    "R1": (["_an_py310"], ["file docs_src/topic/tutorial001_an_py310.py"]),
}


@pytest.mark.parametrize(("forms", "expected"), FORM_CODES.values(), ids=FORM_CODES)
def test_every_existing_form_gets_its_tab(examples, render, forms, expected):
    examples.write_forms("topic/tutorial001", *forms)

    page = render("{* topic/tutorial001 *}")

    assert page.problems == []
    assert page.outline == expected


def test_a_newer_form_adds_a_tab_without_a_change_of_the_page(examples, render):
    examples.write_forms("topic/tutorial001", "plain")
    before = render("{* topic/tutorial001 *}").outline
    examples.write_forms("topic/tutorial001", "_py310")

    after = render("{* topic/tutorial001 *}").outline

    assert before == ["file docs_src/topic/tutorial001.py"]
    assert after[:2] == ["tab Python 3.10+", "tab Python 3.8+"]


def test_the_tabs_have_the_structure_that_the_theme_styles(examples, render):
    examples.write("topic/a.py", "a = 1\n")
    examples.write("topic/a_py39.py", "a = 2\n")

    html = render("{* topic/a *}").html

    assert html == (
        '<div class="example" id="example-1" data-example="topic/a">\n'
        '<div class="tabbed-set tabbed-alternate" data-tabs="example_1:2">'
        '<input checked="checked" id="__example_1_1" name="__example_1" type="radio" />'
        '<input id="__example_1_2" name="__example_1" type="radio" />'
        '<!--nosearch--><div class="tabbed-labels"><label for="__example_1_1">Python 3.9+</label>'
        '<label for="__example_1_2">Python 3.8+</label></div><!--/nosearch-->\n'
        '<div class="tabbed-content">\n<div class="tabbed-block">\n'
        '<div class="highlight"><span class="filename">'
        '<a href="https://example.org/blob/main/docs_src/topic/a_py39.py">docs_src/topic/a_py39.py'
        '</a></span><pre><span></span><code><span class="n">a</span> <span class="o">=</span> '
        '<span class="mi">2</span>\n</code></pre></div>\n</div>\n'
        '<!--nosearch--><div class="tabbed-block">\n'
        '<div class="highlight"><span class="filename">'
        '<a href="https://example.org/blob/main/docs_src/topic/a.py">docs_src/topic/a.py'
        '</a></span><pre><span></span><code><span class="n">a</span> <span class="o">=</span> '
        '<span class="mi">1</span>\n</code></pre></div>\n</div><!--/nosearch-->\n</div>\n</div>\n</div>'
    )


@pytest.mark.parametrize(
    "target",
    ["topic/tutorial001", "topic/tutorial001.py", "../../docs_src/topic/tutorial001.py"],
)
def test_the_known_spelling_of_a_target_means_the_same(examples, render, target):
    examples.write_forms("topic/tutorial001", "plain", "_py310")

    page = render(f"{{* {target} *}}")

    assert page.outline[2:] == [
        "file docs_src/topic/tutorial001_py310.py",
        "file docs_src/topic/tutorial001.py",
    ]


def test_a_package_takes_the_forms_of_its_folder(examples, render):
    examples.write("topic/app/main.py", "a = 1\n")
    examples.write("topic/app_an_py39/main.py", "a = 2\n")

    page = render("{* topic/app/main.py *}")

    assert page.outline == [
        "tab Python 3.9+",
        "file docs_src/topic/app_an_py39/main.py",
        "closed Without Annotated",
        "tab Python 3.8+ non-Annotated",
        "block Tip",
        "file docs_src/topic/app/main.py",
    ]


def test_a_module_that_is_the_same_in_every_form_of_a_package_is_shown_once(examples, render):
    for folder in ("app", "app_an", "app_an_py39"):
        examples.write(f"topic/{folder}/routers/items.py", "a = 1\n")

    page = render("{* topic/app/routers/items.py *}")

    assert page.outline == ["file docs_src/topic/app/routers/items.py"]


def test_only_limits_the_forms(examples, render):
    examples.write_forms("topic/tutorial001", "plain", "_py310", "_an", "_an_py310")

    page = render("{* topic/tutorial001 only[_an_py310,_an] *}")

    assert page.outline[:2] == ["tab Python 3.10+", "tab Python 3.8+"]
    assert len(page.codes) == 2


def test_a_historical_single_form_may_be_named(examples, render):
    examples.write_forms("topic/tutorial004_regex", "_an_py310")

    page = render("{* topic/tutorial004_regex_an_py310 *}")

    assert page.outline == ["file docs_src/topic/tutorial004_regex_an_py310.py"]
