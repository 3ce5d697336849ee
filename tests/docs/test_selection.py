"""Which lines are highlighted or shown, in every form."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown", reason="needs the docs extra")

ALL_FORMS = ("plain", "_py39", "_py310", "_an", "_an_py39", "_an_py310")


def highlighted(page):
    return [line for line in page.outline if line.startswith("highlighted")]


@pytest.fixture
def all_forms(examples):
    examples.write_forms("topic/tutorial001", *ALL_FORMS)


@pytest.mark.usefixtures("all_forms")
def test_a_symbol_is_highlighted_where_it_stands_in_each_form(render):
    page = render("{* topic/tutorial001 hl[read_items(q)] *}")

    assert page.problems == []
    assert highlighted(page) == [
        "highlighted | q: Annotated[list[str] | None, Query(max_length=5)] = None,",
        "highlighted | q: Annotated[Optional[list[str]], Query(max_length=5)] = None,",
        "highlighted | q: Annotated[Optional[List[str]], Query(max_length=5)] = None,",
        "highlighted | q: list[str] | None = Query(default=None, max_length=5),",
        "highlighted | q: Optional[list[str]] = Query(default=None, max_length=5),",
        "highlighted | q: Optional[List[str]] = Query(default=None, max_length=5),",
    ]


SAME_IN_EVERY_FORM = {
    "import Query": ["from etude import Etude, Query"],
    "app": ["app = Etude()"],
    "@read_items": ['@app.get("/items/", status_code=200)'],
    "@read_items(status_code)": ['@app.get("/items/", status_code=200)'],
    '"return"': ["return answer"],
    '", status_code=200)"': ['@app.get("/items/", status_code=200)'],
    'app; "return"': ["app = Etude()", "return answer"],
    'app, "return"': ["app = Etude()", "return answer"],
    '"async def" : "async def"': ["async def read_items("],
    '"answer =" : "return"': ['answer = {"q": q}', "return answer"],
    "5": ["app = Etude()"],
    "11:13": ["):", 'answer = {"q": q}', "return answer"],
    'read_items.answer : "return"': ['answer = {"q": q}', "return answer"],
}


@pytest.mark.usefixtures("all_forms")
@pytest.mark.parametrize(("selection", "lines"), SAME_IN_EVERY_FORM.items())
def test_the_same_statements_are_highlighted_in_every_form(render, selection, lines):
    page = render(f"{{* topic/tutorial001 hl[{selection}] *}}")

    assert page.problems == []
    assert highlighted(page) == [" | ".join(["highlighted", *lines])] * len(ALL_FORMS)


def test_a_number_is_carried_to_the_line_that_says_the_same(examples, render):
    examples.write_forms("topic/tutorial001", *ALL_FORMS)

    page = render("{* topic/tutorial001 hl[10] *}")

    assert page.problems == []
    assert [line.split(":")[0] for line in highlighted(page)] == ["highlighted | q"] * 6


def test_a_number_without_counterpart_is_an_error_that_names_symbols(examples, render):
    examples.write("topic/a.py", "def f(q: int = Query(1)):\n    return q\n")
    examples.write("topic/a_py310.py", "def f(\n    q: int = Query(1),\n):\n    return q\n")

    page = render("{* topic/a hl[3] *}")

    assert len(page.problems) == 1
    assert page.problems[0] == (
        "page.md:1: {* topic/a hl[3] *}: line 3 of docs_src/topic/a_py310.py has no counterpart in "
        "docs_src/topic/a.py; name a symbol instead: def f, f"
    )


def test_a_symbol_that_only_some_forms_have_needs_a_question_mark(examples, render):
    examples.write_forms("topic/tutorial001", "_an", "plain")

    without = render("{* topic/tutorial001 hl[import Annotated; app] *}")
    marked = render("{* topic/tutorial001 hl[import Annotated?; app] *}")

    assert "has no symbol 'import Annotated'" in without.problems[0]
    assert "Other forms have it; write import Annotated?" in without.problems[0]
    assert highlighted(marked) == [
        "highlighted | from typing_extensions import Annotated | app = Etude()",
        "highlighted | app = Etude()",
    ]


def test_a_part_is_shown_between_comments_and_the_whole_file_below(examples, render):
    examples.write("topic/a.py", "a = 1\nb = 2\nc = 3\nd = 4\n")

    page = render("{* topic/a ln[b : c] hl[c] *}")

    assert page.codes == [
        "# (code above omitted)\nb = 2\nc = 3\n# (code below omitted)\n",
        "a = 1\nb = 2\nc = 3\nd = 4\n",
    ]
    assert page.outline == [
        "file docs_src/topic/a.py",
        "highlighted | c = 3",
        "closed The whole file",
        "file docs_src/topic/a.py",
    ]


def test_a_page_has_a_whole_file_once_and_links_to_it_from_other_parts(examples, render):
    examples.write("topic/a.py", "a = 1\nb = 2\nc = 3\n")

    page = render("{* topic/a ln[a] *}\n\n{* topic/a ln[c] *}")

    assert len(page.codes) == 3
    assert page.outline.count("closed The whole file") == 1
    assert '<p class="whole-file"><a href="#example-1">The whole file</a></p>' in page.html
    assert page.html.index('id="example-1"') < page.html.index('id="example-2"')


def test_a_part_in_other_forms_has_its_own_whole_file(examples, render):
    examples.write_forms("topic/tutorial001", "", "_py310")

    page = render("{* topic/tutorial001 *}\n\n{* topic/tutorial001 ln[app] only[_py310] *}")

    assert page.outline.count("closed The whole file") == 1


def test_parts_that_do_not_touch_have_a_comment_between_them(examples, render):
    examples.write("topic/a.py", "a = 1\nb = 2\nc = 3\n")

    page = render("{* topic/a ln[a; c] hl[a; c] *}")

    assert page.codes[0] == "a = 1\n# (code between omitted)\nc = 3\n"
    assert page.outline[1] == "highlighted | a = 1 | c = 3"


ERRORS = {
    "{* topic/tutorial01 *}": "there is no example topic/tutorial01. Nearest: topic/tutorial001",
    "{* topc/tutorial001 *}": "there is no folder docs_src/topc. Nearest: topic.",
    "{* tutorial001 *}": "'tutorial001' is not a target; write topic/name",
    "{* ../topic/tutorial001 *}": "'../topic/tutorial001' is not a target",
    "{* topic/tutorial001_py310 *}": "names one form; write topic/tutorial001,",
    "{* topic/app/man.py *}": "there is no example topic/app/man. Nearest: topic/app/main",
    "{* topic/tutorial001 only[_py39] *}": "there is no form '_py39'. Nearest: _py310",
    "{* topic/tutorial001 only[] *}": "only[] names no form",
    "{* topic/tutorial001 hl[read_item] *}": "_py310.py has no symbol 'read_item'. Nearest: read_items",
    "{* topic/tutorial001 hl[app : raed] *}": "has no symbol 'raed'",
    "{* topic/tutorial001 hl[read_items : app] *}": "'read_items : app' ends before it starts in",
    '{* topic/tutorial001 hl["nothing like it"] *}': 'contains "nothing like it"',
    "{* topic/tutorial001 hl[none?] *}": "has no symbol 'none'",
    "{* topic/tutorial001 hl[] *}": "the selection is empty",
    "{* topic/tutorial001 hl[;] *}": "the selection is empty",
    "{* topic/tutorial001 hl[a : b : c] *}": "'a : b : c' is not a selector",
    "{* topic/tutorial001 hl[99] *}": "_py310.py has lines 1 to 11, not line 99",
    "{* topic/tutorial001 hl[0] *}": "has lines 1 to 11, not line 0",
    "{* topic/tutorial001 ln[app] hl[1] *}": "line 1 of docs_src/topic/tutorial001_py310.py is highl",
    "{* topic/tutorial001 hk[app] *}": "there is no option 'hk'. Nearest: hl",
    "{* topic/tutorial001 hl *}": "the option hl needs a value: hl[...]",
    "{* topic/tutorial001 hl[app] hl[app] *}": "the option hl is given twice",
    "{* topic/tutorial001 hl[app *}": "cannot read 'hl[app'",
    "{* topic/tutorial001 title[x] *}": "the title is written in quotation marks",
    "{* *}": "the include line names no example",
    "{* topic/tutorial001": "an include line ends with *}",
    "{* topic/broken *}": None,
    "{* topic/broken hl[a] *}": "the file is not valid Python: line 1",
}


@pytest.mark.parametrize(("line", "message"), ERRORS.items())
def test_an_error_names_page_line_target_and_what_is_near(examples, render, line, message):
    examples.write_forms("topic/tutorial001", "plain", "_py310")
    examples.write("topic/app/main.py", "a = 1\n")
    examples.write("topic/broken.py", "a = = 1\n")

    problems = render(f"# Title\n\n{line}\n").problems

    if message is None:
        assert problems == []
    else:
        assert len(problems) == 1
        assert problems[0].startswith(f"page.md:3: {line}: ")
        assert message in problems[0]
