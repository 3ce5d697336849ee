"""Draws what other sites show beside a link to a page: its section and its title, as a picture.

Pillow draws, so nothing is fetched: with the font that it brings along, or, where that lacks a
letter, with one of the machine. A page whose letters no font has gets the card of the English page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Iterator

from .languages import Language

SIZE = (1200, 630)
GROUND = (0x12, 0x54, 0x5F)
LEVELS = 256
FONTS = ("", "DejaVuSans.ttf", "NotoSansCJK-Regular.ttc")
"""The font of Pillow, which has English letters only, and others by their names."""
IDEOGRAPH = "\u3040-\u9fff\uf900-\ufaff"
PIECE = re.compile(rf"[{IDEOGRAPH}]|[^\s{IDEOGRAPH}]+\s*")
"""What stays on one line: a word, or one ideograph."""
MARGIN = 90
TITLE_SIZES = (88, 72, 58)
MOST_LINES = 3
NOTES = ((22, 47), (44, 37))
LOGO_SCALE = 2.2


def is_possible() -> bool:
    """Whether Pillow is there; a site without cards is complete otherwise."""
    return find_spec("PIL") is not None


def font_for(text: str) -> str | None:
    """The first font that has all letters of a text."""
    letters = set("".join(text.split()))
    return next((name for name in FONTS if all(_has(name, letter) for letter in letters)), None)


@lru_cache(maxsize=None)
def _has(name: str, letter: str) -> bool:
    """Whether a font is there and draws a letter; all letters that it lacks look alike."""
    try:
        drawn, lacking = (font(name, 40).getmask(each) for each in (letter, "\uffff"))
    except OSError:
        return False
    return (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))


def place(page: str) -> str:
    """The place of the card of a page in the site, by the path of its Markdown file."""
    return f"assets/cards/{page.removesuffix('.md')}.png"


@dataclass(frozen=True)
class Card:
    """One card."""

    title: str
    section: str
    site: str
    font: str = ""

    def write(self, file: Path) -> None:
        """Draws the card and writes it: grey levels first, which a palette turns into the colours."""
        picture = stave().copy()
        pen = import_module("PIL.ImageDraw").Draw(picture)
        pen.text((MARGIN, 80), self.section, font=font(self.font, 34), fill=200)
        size, lines = self.fitted()
        for number, line in enumerate(lines):
            pen.text(
                (MARGIN, 150 + number * size * 1.2), line, font=font(self.font, size), fill=255
            )
        pen.text((MARGIN + 150, 520), self.site, font=font(self.font, 44), fill=255)
        coloured = import_module("PIL.Image").frombytes("P", SIZE, picture.tobytes())
        coloured.putpalette(palette())
        file.parent.mkdir(parents=True, exist_ok=True)
        coloured.save(file, "PNG", bits=8)

    def fitted(self) -> tuple[int, list[str]]:
        """The largest size in which the title fits, and its lines."""
        *larger, smallest = TITLE_SIZES
        for size in larger:
            lines = list(self._lines(size))
            if len(lines) <= MOST_LINES:
                return size, lines
        return smallest, list(self._lines(smallest))[:MOST_LINES]

    def _lines(self, size: int) -> Iterator[str]:
        line = ""
        for piece in PIECE.findall(self.title):
            longer = f"{line}{piece}"
            if line and font(self.font, size).getlength(longer.rstrip()) > SIZE[0] - 2 * MARGIN:
                yield line.rstrip()
                longer = piece
            line = longer
        yield line


def drawn(page: Any, config: Any, language: Language, root: str) -> str | None:
    """Draws the card of a page into the built site; the address of the card that the page names."""
    english = f"{root}{place(page.file.src_uri)}"
    if page.meta.get("fallback"):
        return english
    section = " / ".join(reversed([str(each.title) for each in page.ancestors]))
    known = font_for(f"{section}{page.title}{config.site_name}")
    if known is None:
        return None if language.is_english else english
    card = Card(str(page.title), section, config.site_name, known)
    card.write(Path(config.site_dir, place(page.file.src_uri)))
    return f"{root}{language.prefix}{place(page.file.src_uri)}"


@lru_cache(maxsize=None)
def font(name: str, size: int) -> Any:
    """A font in one size."""
    fonts = import_module("PIL.ImageFont")
    return fonts.truetype(name, size) if name else fonts.load_default(size)


@lru_cache(maxsize=None)
def stave() -> Any:
    """The ground of all cards: two notes, and the lines that they stand on elsewhere."""
    picture = import_module("PIL.Image").new("L", SIZE, 0)
    pen = import_module("PIL.ImageDraw").Draw(picture)
    for y in range(490, 595, 26):
        pen.line((MARGIN + 290, y, SIZE[0], y), fill=60, width=2)
    left, top = MARGIN, 470

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * LOGO_SCALE, top + y * LOGO_SCALE

    for x, y in NOTES:
        pen.ellipse((at(x - 8, y - 6), at(x + 8, y + 6)), fill=255)
    pen.line((at(29, 45), at(29, 16), at(51, 9), at(51, 35)), fill=255, width=9, joint="curve")
    return picture


@lru_cache(maxsize=None)
def palette() -> bytes:
    """The colours from the ground to white, one for each level of grey."""
    return bytes(
        low + (255 - low) * level // (LEVELS - 1) for level in range(LEVELS) for low in GROUND
    )
