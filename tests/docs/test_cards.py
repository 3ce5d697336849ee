"""The pictures that stand beside a link to a page elsewhere."""

from __future__ import annotations

import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

image = pytest.importorskip("PIL.Image", reason="needs Pillow, of the docs extra")

from docslib import cards  # noqa: E402

LONG = "Dependencies in decorators of path operations " * 8


def test_a_card_is_a_picture_of_the_usual_size(tmp_path):
    file = tmp_path / "assets/cards/page.png"

    cards.Card("A page", "Tutorial / Security", "Etude").write(file)

    with image.open(file) as picture:
        assert (picture.size, picture.format) == (cards.SIZE, "PNG")
        assert picture.convert("RGB").getpixel((0, 0)) == cards.GROUND
    assert file.stat().st_size < 40_000


def test_cards_of_different_pages_differ(tmp_path):
    files = [tmp_path / f"{title}.png" for title in ("One", "Two")]
    for file in files:
        cards.Card(file.stem, "Tutorial", "Etude").write(file)

    first, second = (file.read_bytes() for file in files)
    assert first != second


@pytest.mark.parametrize("title", [LONG, "日本語の長い題名です" * 12])
def test_a_long_title_is_made_smaller_and_broken_where_words_end(title):
    size, lines = cards.Card(title, "", "Etude").fitted()

    assert size == min(cards.TITLE_SIZES)
    assert len(lines) == cards.MOST_LINES
    assert title.replace(" ", "").startswith("".join(lines).replace(" ", ""))
    width = cards.SIZE[0] - 2 * cards.MARGIN
    assert all(cards.font("", size).getlength(line) <= width for line in lines)


def test_a_font_is_chosen_by_the_letters_and_none_where_all_lack_one():
    assert cards.font_for("Names, tags and “docs” URLs") == ""
    assert cards.font_for("Parámetros") in ("DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", None)
    assert cards.font_for("\U000e0041\ue000") is None
