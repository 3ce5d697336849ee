"""What a translation has to keep, defect by defect."""

from __future__ import annotations

import pytest

from docslib.languages import recorded_hash, source_hash, with_hash
from docslib.translation_rules import compare

ENGLISH = """\
# Title { #title }

Words with `code` and a [link](other.md#id), and a <abbr title="long">short</abbr> form.

![A picture](img/a.svg)

{* topic/tutorial001 hl[app] *}

## Second { #second }

/// note | Named

- one
- two

///

| a | b |
|---|---|
| `x | y` | 2 |

```python
value = 1  # a comment
```

```terminal
# a comment
$ etude dev main.py
```
"""
TRANSLATION = f"""\
---
source: {source_hash(ENGLISH)}
---

# Título {{ #title }}

Una forma <abbr title="larga">corta</abbr>, un [enlace](other.md#id) y `code`.

![Una imagen](img/a.svg)

{{* topic/tutorial001 hl[app] *}}

## Segundo {{ #second }}

/// note | Con nombre

- uno
- dos

///

| a | b |
|---|---|
| `x | y` | 2 |

```python
value = 1  # un comentario
```

```terminal
# un comentario
$ etude dev main.py
```
"""


def rules_of(translated, english=ENGLISH):
    return [finding.rule for finding in compare(english, translated)]


def test_a_faithful_translation_has_no_findings():
    assert rules_of(TRANSLATION) == []


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("T03", "## Segundo { #second }", "### Segundo { #second }"),
        ("T03", "- dos\n", "- dos\n\n## Tercero { #third }\n"),
        ("T04", "{ #second }", "{ #segundo }"),
        ("T04", " { #second }", ""),
        ("T05", "{* topic/tutorial001 hl[app] *}\n", ""),
        ("T05", "hl[app]", "hl[aplicación]"),
        ("T06", "```python", "```py"),
        ("T07", "value = 1", "valor = 1"),
        ("T07", "value = 1", "value = 1\nother = 2"),
        ("T08", "`code`", "`código`"),
        ("T09", "/// note", "/// nota"),
        ("T09", "/// note", "//// note"),
        ("T10", "other.md#id", "otro.md#id"),
        ("T11", "img/a.svg", "img/b.svg"),
        ("T11", "![Una imagen]", "![]"),
        ("T12", "<abbr title", "<abbr class"),
        ("T13", "| `x | y` | 2 |", "| `x | y` | 2 | 3 |"),
        ("T14", "- dos\n", ""),
        ("T16", "$ etude dev main.py", "$ etude dev principal.py"),
        ("T20", "source: ", "fuente: "),
        ("T20", "source: ", "author: me\nsource: "),
        ("T23", "Una forma", "<script>Una forma"),
    ],
)
def test_a_defect_is_reported_with_its_rule(rule, before, after):
    assert before in TRANSLATION

    assert rule in rules_of(TRANSLATION.replace(before, after, 1))


def test_a_finding_names_the_line_in_the_file():
    translated = TRANSLATION.replace("{ #second }", "{ #segundo }")

    [finding] = [each for each in compare(ENGLISH, translated) if each.rule == "T04"]

    assert translated.split("\n")[finding.line - 1].startswith("## Segundo")
    assert finding.message == "the id of this heading is #segundo, in English #second"


def test_a_long_sentence_in_english_is_a_warning():
    sentence = "This sentence has so many words that nobody can take it for a name or a title."
    english = f"# Title {{ #title }}\n\n{sentence}\n"

    findings = compare(english, f"---\nsource: {source_hash(english)}\n---\n\n{english}")

    assert [(finding.rule, finding.is_warning) for finding in findings] == [("T17", True)]


def test_the_hash_counts_words_and_no_line_breaks_includes_or_front_matter():
    same = "---\nhide:\n  - toc\n---\n\n# Title   { #title }\n\n{* a/b *}\n\nOne\ntwo.\n"

    assert source_hash(same) == source_hash("# Title { #title }\n\nOne two.\n")
    assert source_hash(same) != source_hash("# Title { #title }\n\nOne three.\n")


@pytest.mark.parametrize(
    "page",
    [
        "# Título\n",
        "---\nhide:\n  - toc\n---\n\n# Título\n",
        "---\nsource: 0123456789ab\n---\n# T\n",
    ],
)
def test_a_stamp_is_written_and_read_and_leaves_the_rest(page):
    stamped = with_hash(page, "ffffffffffff")

    assert recorded_hash(stamped) == "ffffffffffff"
    assert stamped.count("source:") == 1
    assert ("hide:" in stamped) == ("hide:" in page)
    assert with_hash(stamped, "ffffffffffff") == stamped
