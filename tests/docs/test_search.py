"""Which parts of a page the search index leaves out, and which spellings it adds."""

from __future__ import annotations

import pytest

from docslib.search import (
    add_plain_words,
    plain_words,
    searched_part,
    unsearched,
    without_marks,
)


def test_marked_parts_are_left_out_and_come_back():
    page = "a" + unsearched("b" + unsearched("c") + "d") + "e" + unsearched("f")

    assert searched_part(page) == "ae"
    assert without_marks(page) == "abcdef"


def test_a_page_without_marks_is_searched_as_a_whole():
    assert searched_part("<p>text</p>") == "<p>text</p>"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("<p>Parámetros de la <code>petición</code>.</p>", ["Parametros", "peticion"]),
        ("<p>Su&aacute;rez, se\u00f1or; se\u0301 se\u0301</p>", ["Suarez", "senor", "se"]),
        ("مقدار پیش\u200cفرض", ["پیشفرض"]),
        ("همه\u0654 آرگومان، رئیس", ["همه", "ارگومان", "رییس"]),
        ("ガイド and \u00e6, as they are", []),
    ],
)
def test_words_are_found_as_readers_type_them(written, typed):
    assert plain_words(written) == typed


def test_the_index_gets_the_spellings_of_each_field_that_has_some():
    entries = [{"title": "Petición", "text": "<p>Datos</p>"}, {"title": "Data", "text": "naïve"}]

    add_plain_words(entries)

    assert entries == [
        {"title": "Petición", "text": "<p>Datos</p>", "plain_title": "Peticion"},
        {"title": "Data", "text": "naïve", "plain_text": "naive"},
    ]
