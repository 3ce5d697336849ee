"""What the linter finds on pages, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

from docslib.history import earlier, lost
from docslib.lint import RULES, Book
from docslib.page_source import PageSource
from docslib.redirects import Redirects

ROOT = Path(__file__).resolve().parents[2]
START = "# Page { #page }\n\nAfter this page you can.\n\n"
GOOD = f"""\
---
hide:
  - toc
---

{START}## Parts {{ #parts }}

See [parts](#parts), [the other](other.md#there), [a host](https://example.org) and
[http://127.0.0.1:8000](http://127.0.0.1:8000), press <kbd>Enter</kbd>.

![What it shows](img/small.svg)

//// tab | Linux, macOS

/// note

Just now, `x != 1!` and `<b>` are code, as `http://example.org` is. It has just begun, just when it fits best.

///

////

```python
three = 1
lines = 2
only = 3
```

<!-- lint: allow A08 it shows what not to do -->

```python
a = 1
b = 2
c = 3
d = 4
```
"""
FAULTY = {
    "no title": ("Words.\n", "1: A01"),
    "two titles": (f"{START}# Two {{ #two }}\n", "5: A01"),
    "heading without id": (f"{START}## Parts\n", "5: A02"),
    "id twice": (f"{START}## Parts {{ #page }}\n", "5: A03"),
    "skipped level": (f"{START}### Parts {{ #parts }}\n", "5: A04"),
    "unknown block": (f"{START}/// nota\n\nWords.\n\n///\n", "5: A05"),
    "untitled tab": (f"{START}/// tab\n\nWords.\n\n///\n", "5: A05"),
    "open block": (f"{START}/// note\n\nWords.\n", "5: A05"),
    "closed twice": (f"{START}/// note\n\nWords.\n\n///\n\n///\n", "11: A05"),
    "nested wrongly": (f"{START}/// note\n\n/// tip\n\nWords.\n\n///\n\n///\n", "7: A05"),
    "block without blank line": (f"{START}Words.\n/// note\n\nWords.\n\n///\n", "6: A05"),
    "words after a block": (f"{START}/// note\n\nWords.\n\n///\nWords.\n", "9: A05"),
    "old note": (f"{START}!!! note\n    Words.\n", "5: A06"),
    "old tab": (f'{START}=== "Linux"\n\n    Words.\n', "5: A06"),
    "unknown language": (f"{START}```phyton\nx\n```\n", "5: A07"),
    "no language": (f"{START}```\nx\n```\n", "5: A07"),
    "open fence": (f"{START}```text\nx\n", "5: A07"),
    "typed Python": (f"{START}```python\na = 1\nb = 2\n\nc = 3\nd = 4\n```\n", "5: A08"),
    "missing page": (f"{START}[x](gone.md)\n", "5: A11"),
    "missing id": (f"{START}[x](other.md#gone)\n", "5: A11"),
    "missing id here": (f"{START}[x](#gone)\n", "5: A11"),
    "absolute link": (f"{START}[x](/other/)\n", "5: A11"),
    "link in HTML": (f'{START}<a href="gone/">x</a>\n', "5: A11"),
    "bare address": (f"{START}See https://example.org for more.\n", "5: A12"),
    "open address": (f"{START}[x](http://example.org)\n", "5: A12"),
    "missing picture": (f"{START}![x](img/gone.svg)\n", "5: A13"),
    "silent picture": (f"{START}![](img/small.svg)\n", "5: A13"),
    "foreign picture": (f"{START}![x](https://example.org/x.svg)\n", "5: A13"),
    "large picture": (f"{START}![x](img/large.svg)\n", "5: A13"),
    "element": (f"{START}Some <b>words</b>.\n", "5: A16"),
    "exclamation": (f"{START}It works!\n", "5: A17"),
    "two emoji": (f"{START}It works 🎉 well 🎉.\n", "5: A17"),
    "claim": (f"{START}It is the fastest.\n", "5: A20"),
    "belittling": (f"{START}You simply call it.\n", "5: A20"),
    "no end of line": (f"{START}Words.", "5: A30"),
    "Windows": (f"{START}Words.\r\n", "5: A30"),
    "not UTF-8": (START.encode() + b"W\xf6rter.\n", "5: A30"),
    "decomposed": (f"{START}e\u0301.\n", "5: A30"),
}


@pytest.fixture
def lint(tmp_path):
    folder = tmp_path / "docs"
    configuration = tmp_path / "mkdocs.yml"
    configuration.write_text("nav:\n  - page.md\n  - Other:\n      - Name: other.md\n")
    (folder / "img").mkdir(parents=True)
    (folder / "img/small.svg").write_bytes(b"<svg/>")
    (folder / "img/large.svg").write_bytes(bytes(200_001))
    (folder / "other.md").write_text("# Other { #other }\n\n## There { #there }\n")

    def lint_page(text, name="page.md"):
        content = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(content)
        problems = Book.read(folder, configuration).problems("", [name])
        return [str(problem)[len(name) + 1 :] for problem in problems]

    return lint_page


def test_a_page_that_keeps_the_rules_has_no_problem(lint):
    assert lint(GOOD) == []


@pytest.mark.parametrize("kind", FAULTY)
def test_a_fault_is_reported_with_its_line_and_its_rule(lint, kind):
    text, expected = FAULTY[kind]

    found = lint(text)

    assert any(problem.startswith(expected) for problem in found), found
    assert {problem.split()[1] for problem in found} <= {expected.split()[1], "A16"}


def test_a_page_outside_of_the_navigation_is_reported(lint):
    assert [problem.split()[:2] for problem in lint(START, "lost.md")] == [
        ["1:", "A23"],
        ["5:", "A30"],
    ]
    assert lint("# Proof { #proof }\n", "_proof.md") == []


def test_every_rule_is_broken_by_a_page_of_these_tests(lint):
    broken = {expected.split()[1] for _, expected in FAULTY.values()}
    assert broken | {"A23"} == set(RULES)


def test_an_allowance_holds_for_one_rule_and_one_place(lint):
    allowed = "<!-- lint: allow A17 it is shown -->\nIt works!\n"

    assert lint(f"{START}{allowed}") == []
    assert len(lint(f"{START}{allowed}It works!\n")) == 1
    assert len(lint(f"{START}{allowed.replace('A17', 'A20')}")) == 1


def test_the_command_reads_the_pages_of_the_site():
    def run(*pages):
        command = [sys.executable, "scripts/docs.py", "lint", *pages]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    everything = run()
    one = run("tutorial/body.md", "docs/en/docs/index.md")
    unknown = run("tutorial/bodi.md")

    assert everything.returncode == 0, everything.stderr
    assert one.stdout == "2 pages, 0 problems\n"
    assert unknown.returncode == 1
    assert "There is no page tutorial/bodi.md. Nearest: tutorial/body.md" in unknown.stderr


def test_an_id_may_go_only_with_a_redirect():
    page = PageSource("a.md", "# A { #a }\n\n## B { #b }\n\n## C { #c }\n")
    other = PageSource("gone.md", "# Gone { #gone }\n")
    now = {"a.md": PageSource("a.md", "# A { #a }\n")}
    before = {"a.md": page, "gone.md": other}

    assert [each.split(":")[0] for each in lost(before, now, Redirects({}, {}))] == [
        "A03 a.md#b",
        "A03 a.md#c",
        "A03 gone.md",
    ]
    moved = Redirects({"gone.md": "a.md"}, {"a.md": {"b": "a.md#a", "c": "a.md#a"}})
    assert list(lost(before, now, moved)) == []


def git_in(folder, *words):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
    result = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return result.stdout.strip()


def test_pages_are_compared_with_the_last_release_or_where_the_branch_began(tmp_path):
    root = tmp_path / "repository"
    root.mkdir()

    def commit():
        git_in(root, "commit", "--allow-empty", "-m", "more")
        return git_in(root, "rev-parse", "HEAD")

    before_git = earlier(root)
    git_in(root, "init", "-b", "main")
    first = commit()
    at_the_first = earlier(root)
    second = commit()
    on_main = earlier(root)
    git_in(root, "checkout", "-b", "branch")
    commit()
    commit()
    on_a_branch = earlier(root)
    git_in(root, "tag", "1.0", first)
    git_in(tmp_path, "clone", "--depth", "1", root.as_uri(), "shallow")

    assert (before_git, at_the_first, on_main, on_a_branch) == (None, None, first, second)
    assert earlier(root) == "1.0"
    assert earlier(tmp_path / "shallow") is None


def test_the_command_compares_with_a_commit(site):
    site.write("index.md", "# Home { #home }\n\n## Parts { #parts }\n")
    git_in(site.root, "init")
    git_in(site.root, "add", ".")
    git_in(site.root, "commit", "-m", "pages")
    site.write("index.md", "# Home { #home }\n")

    result = site.run("scripts/docs.py", "lint", "index.md", "--since", "HEAD")
    unknown = site.run("scripts/docs.py", "lint", "--since", "nowhere")
    without = site.run("scripts/docs.py", "lint", "--since")

    assert result.returncode == 1
    assert result.stderr.startswith("A03 index.md#parts: the id is gone")
    assert "git cannot read nowhere" in unknown.stderr
    assert without.returncode == 0
    assert without.stdout.startswith("The history is not there")
