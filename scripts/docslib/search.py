"""Keeps parts of a page out of the search index.

The theme's own attribute for this does not work inside tab sets, so parts are put between two
comments; the hook takes them out before the search plugin looks at the page and puts the page back
after it.
"""

from __future__ import annotations

import re

START = "<!--nosearch-->"
END = "<!--/nosearch-->"
MARK = re.compile(f"({re.escape(START)}|{re.escape(END)})")


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
