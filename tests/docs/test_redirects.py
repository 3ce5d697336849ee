"""Addresses that have moved."""

from __future__ import annotations

import pytest

from docslib.redirects import RedirectError, faults, moved_page, read_redirects

PAGES = {"here.md": {"here", "part"}, "deep/there.md": {"there"}}


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        file = tmp_path / "redirects.yml"
        file.write_text(text)
        return read_redirects(file)

    return read_text


def test_pages_and_headings_are_told_apart(read):
    redirects = read("# a comment\n\nold.md: here.md  # why\nhere.md#x: deep/there.md#there\n")

    assert redirects.pages == {"old.md": "here.md"}
    assert redirects.headings == {"here.md": {"x": "deep/there.md#there"}}


def test_without_a_file_nothing_has_moved(tmp_path):
    assert not read_redirects(tmp_path / "redirects.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("old.md -> here.md", "redirects.yml:1: write `old.md: new.md`, not 'old.md -> here.md'"),
        ("old.md: a.md\nold.md: b.md", "redirects.yml:2: old.md is there twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(read, text, message):
    with pytest.raises(RedirectError) as caught:
        read(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old.md: here.md\nold.md#x: here.md#part", []),
        ("here.md: deep/there.md", ["here.md: the page is still there, so it has not moved"]),
        ("old.md: gone.md", ["old.md: leads to gone.md, which is not there"]),
        (
            "old.md: older.md\nolder.md: here.md",
            ["old.md: leads to older.md, which has moved to here.md; lead there"],
        ),
        ("old.md: old.md", ["old.md: leads to old.md, which has moved to old.md; lead there"]),
        ("old.md: here.md#x", ["old.md: leads to here.md#x, and there is no such id"]),
        (
            "here.md#part: deep/there.md",
            ["here.md#part: the id is still there, so it has not moved"],
        ),
        (
            "old.md#x: here.md",
            ["old.md: the page is not there, and it has not moved; say where to"],
        ),
        (
            "here.md#x: here.md#y\nhere.md#y: here.md#part",
            ["here.md#x: leads to here.md#y, which has moved; lead to where it is now"],
        ),
    ],
)
def test_a_redirect_leads_to_a_page_and_an_id_that_exist_in_one_step(read, text, expected):
    assert list(faults(read(text), set(PAGES), lambda page: PAGES[page])) == expected


def test_a_moved_page_is_safe_to_put_into_html():
    page = moved_page("../a/?b&c", "https://example.org/a/", "1 < 2", {"</script>": "../d/#e"})

    assert "<title>Moved: 1 &lt; 2</title>" in page
    assert page.count("</script>") == 1
    assert '<a href="../a/?b&amp;c">' in page
