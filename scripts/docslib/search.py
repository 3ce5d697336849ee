"""What the search index leaves out of a page, and what it has beside the words of a page.

The theme's own attribute for parts that are left out does not work inside tab sets, so parts are
put between two comments; the hook takes them out before the search plugin looks at the page and
puts the page back after it.

The theme compares letters as they are, and many readers type words without their accents. So the
index has further fields, which nobody sees, for the words of a title or a text in plain letters.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Any, Iterable

START = "<!--nosearch-->"
END = "<!--/nosearch-->"
MARK = re.compile(f"({re.escape(START)}|{re.escape(END)})")
TAG = re.compile(r"<[^>]*>")
# Accents of Latin, Greek and Cyrillic letters, and the signs above and below Arabic ones.
ACCENTS = "\u0300-\u036f\u064b-\u065f\u0670"
JOINT = "\u200c"  # Persian writes parts of a word side by side, where readers type them in one
WORD = re.compile(f"[\\w{ACCENTS}{JOINT}]+")
NOT_TYPED = re.compile(f"[{ACCENTS}{JOINT}]")
# What is left of a Persian letter with a sign is the Arabic form of the letter.
PERSIAN_LETTERS = str.maketrans({"\u064a": "\u06cc", "\u0643": "\u06a9"})


def unsearched(html: str) -> str:
    """Marks a part of a page that the search index leaves out; marked parts may be nested."""
    return f"{START}{html}{END}"


def searched_part(html: str) -> str:
    """The page without the marked parts."""
    depth = 0
    kept: list[str] = []
    for piece in MARK.split(html):
        if piece in (START, END):
            depth += 1 if piece == START else -1
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def without_marks(html: str) -> str:
    """The whole page, without the comments."""
    return MARK.sub("", html)


def add_plain_words(entries: Iterable[dict[str, Any]]) -> None:
    """Adds to entries of the search index what their fields are in plain letters, where it differs."""
    for entry in entries:
        for field in ("title", "text"):
            words = plain_words(entry[field])
            if words:
                entry[f"plain_{field}"] = " ".join(words)


def plain_words(html: str) -> list[str]:
    """The words that somebody may type in another way, as they are without accents and joiners."""
    written = dict.fromkeys(WORD.findall(unescape(TAG.sub(" ", html))))
    return [plain for word in written if (plain := _plain(word)) != word]


def _plain(word: str) -> str:
    letters = NOT_TYPED.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", letters).translate(PERSIAN_LETTERS)
