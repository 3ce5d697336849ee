"""Where an include line stands, and what happens to the text that it includes."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown", reason="needs the docs extra")

TRICKY = (
    "\n\nbraces = '{{ x }} {% raw %} {! missing.py !} {* topic/none *}'\n"
    'fence = """\n```python\n/// tip\n"""\n'
    "html = '<b>&amp;</b>'\ntab = '\t'  \nword = 'étude ♪ \u2028'\n\n\n"
)


@pytest.mark.parametrize("text", [TRICKY, "a = 1", "a = 1\r\nb = 2\n"])
def test_included_text_survives_as_it_is_on_disk(examples, render, text):
    file = examples.write("topic/a.py", text)

    page = render("{* topic/a *}")

    on_disk = file.read_bytes().decode().replace("\r\n", "\n")
    assert page.problems == []
    assert page.codes == [on_disk if on_disk.endswith("\n") else on_disk + "\n"]


def test_a_line_may_stand_inside_of_a_list(examples, render):
    examples.write("topic/a.py", "a = 1\n")

    page = render("1. First\n\n    {* topic/a *}\n\n2. Second\n")

    assert page.codes == ["a = 1\n"]
    item = page.html.index('<div class="example"')
    assert page.html.index("<li>") < item < page.html.index("</li>")


def test_a_line_may_stand_inside_of_a_block(examples, render):
    examples.write("topic/a.py", "a = 1\n")

    page = render("/// details | More\n{* topic/a *}\n///\n")

    assert page.codes == ["a = 1\n"]
    assert page.html.index("<details>") < page.html.index("example") < page.html.index("</details>")


def test_a_fence_that_holds_only_an_include_line_is_replaced(examples, render):
    examples.write("topic/a.py", "a = 1\n")

    page = render('```Python hl_lines="7"\n{* topic/a hl[a] *}\n```\n')

    assert page.codes == ["a = 1\n"]
    assert page.outline == ["file docs_src/topic/a.py", "highlighted | a = 1"]


def test_inside_of_another_fence_an_include_line_stays(examples, render):
    page = render("```markdown\ntext\n{* topic/a *}\n```\n")

    assert page.problems == []
    assert page.codes == ["text\n{* topic/a *}\n"]


def test_an_escaped_include_line_is_shown_without_its_backslash(examples, render):
    page = render("~~~~markdown\n{\\* topic/a hl[b] *}\n~~~~\n\n{\\* topic/c *}\n")

    assert page.problems == []
    assert page.codes == ["{* topic/a hl[b] *}\n"]
    assert "<p>{* topic/c *}</p>" in page.html


def test_a_fence_that_is_not_closed_is_a_problem(examples, render):
    page = render("text\n\n```python\n{* topic/a *}\n\nmore\n")

    assert page.problems == ["page.md:3: the fence ```python is not closed"]


def test_the_title_may_be_changed_and_still_leads_to_the_file(examples, render):
    examples.write("topic/a.py", "a = 1\n")

    page = render('{* topic/a title["app/<main>.py"] *}')

    assert page.outline == ["file app/<main>.py"]
    assert 'href="https://example.org/blob/main/docs_src/topic/a.py"' in page.html


def test_tabs_of_two_examples_on_a_page_do_not_share_a_name(examples, render):
    examples.write_forms("topic/tutorial001", "plain", "_py310")

    html = render("{* topic/tutorial001 *}\n\n{* topic/tutorial001 *}\n").html

    assert html.count('id="__example_1_1"') == html.count('id="__example_2_1"') == 1


def test_an_example_that_runs_says_where_and_each_block_its_file(examples, render):
    examples.write("topic/a.py", "a = 1\n")
    examples.write("topic/app_py39/inner/b.py", "b = 1\nc = 2\n")

    page = render("{* topic/a *}\n\n{* topic/app/inner/b.py ln[b] *}", {"topic/app": 1234567})

    assert page.html.count('<div class="playground"') == 1
    assert page.html.endswith(
        '<div class="playground" data-example="topic/app" data-bytes="1234567"'
        ' data-base="../playground/" data-run="Run" data-size="loads {size} MB once"'
        ' data-shared="the code of your link; nothing runs before you press"'
        ' data-failed="Could not be loaded. It takes a connection, and a browser with WebAssembly."'
        "></div>\n</div>"
    )
    assert page.html.count('<div data-file="app_py39/inner/b.py" class="highlight">') == 2
    assert page.html.count("data-file") == 2


def test_a_page_that_is_rendered_again_shows_a_changed_file(examples, render):
    examples.write("topic/a.py", "a = 1\n")
    before = render("{* topic/a *}").codes
    examples.write("topic/a.py", "a = 2\n")

    assert [before, render("{* topic/a *}").codes] == [["a = 1\n"], ["a = 2\n"]]
