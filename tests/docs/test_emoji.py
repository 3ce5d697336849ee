"""The language that a script makes: a joke, and a check that a translation can keep what it has to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

pytest.importorskip("yaml", reason="needs the docs extra")

from docslib.emoji import in_emoji
from docslib.languages import ENGLISH, Language, body_of, is_translatable, read_yaml
from docslib.translation_rules import compare

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"file": "📁", "test": "🧪", "run": "🏃"}
RECORDED = "---\nsource: 0123456789ab\n---\n\n"
PAGES = [page for page in Language(ENGLISH).pages() if is_translatable(page)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run a file.", "🏃 a 📁."),
        ("Files, tested; TESTS", "📁, 🧪; 🧪"),
        ("profile, filet, `file` and ``a `file` ``", "profile, filet, `file` and ``a `file` ``"),
        ("# A file { #file }", "# A 📁 { #file }"),
        (
            "[the file](file.md#file) [file][] [file][test]",
            "[the 📁](file.md#file) [file][] [📁][test]",
        ),
        ("![a file](/img/file.png){ .file }", "![a 📁](/img/file.png){ .file }"),
        (
            '<abbr title="file">file</abbr> <https://file.org>',
            '<abbr title="file">📁</abbr> <https://file.org>',
        ),
        ("/// note | The file\n\nfile\n\n///", "/// note | The 📁\n\n📁\n\n///"),
        ("/// tab | file", "/// tab | file"),
        ("{* file/test hl[run] *}\n::: file.test", "{* file/test hl[run] *}\n::: file.test"),
        ("```python\nfile\n```\n\nfile", "```python\nfile\n```\n\n📁"),
        ("++file++ and https://file.org/test", "++file++ and https://file.org/test"),
    ],
)
def test_words_become_emoji_and_the_rest_stays(text, expected):
    assert in_emoji(text, WORDS) == expected


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_emoji_is_a_translation_without_a_fault(page):
    english = body_of((Language(ENGLISH).pages_folder / page).read_text(encoding="utf-8"))
    words = read_yaml(ROOT / "docs/em/words.yml")

    made = in_emoji(english, words)

    assert made != english
    faults = [each for each in compare(english, RECORDED + made) if not each.is_warning]
    assert faults == []


def test_the_words_are_words():
    words = read_yaml(ROOT / "docs/em/words.yml")

    assert [word for word in words if not (isinstance(word, str) and word.isalpha())] == []
    assert [emoji for emoji in words.values() if emoji.isascii() and not emoji.strip()] == []
