"""Which parts of a page the search index leaves out."""

from __future__ import annotations

from docslib.search import searched_part, unsearched, without_marks


def test_marked_parts_are_left_out_and_come_back():
    page = "a" + unsearched("b" + unsearched("c") + "d") + "e" + unsearched("f")

    assert searched_part(page) == "ae"
    assert without_marks(page) == "abcdef"


def test_a_page_without_marks_is_searched_as_a_whole():
    assert searched_part("<p>text</p>") == "<p>text</p>"
