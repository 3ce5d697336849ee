"""Turns the HTML of a reference page back into Markdown, since its source only names what it shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
PARAGRAPHS = ("p", "div", "ul", "ol", "table", "dl", "dt", "details", "summary", "blockquote")
SKIPPED_CLASSES = ("headerlink", "md-annotation", "tabbed-labels", "doc-symbol")
WITHOUT_END = ("br", "hr", "img", "input", "wbr", "col", "source", "link", "meta")


class _Reader(HTMLParser):
    """Collects the text of a page, with the marks of Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipped: list[str] = []
        self.lists = 0
        self.items = 0
        self.preformatted = 0
        self.heading_id = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if self.skipped or any(name in SKIPPED_CLASSES for name in classes):
            if tag not in WITHOUT_END:
                self.skipped.append(tag)
        elif tag in HEADINGS:
            self.heading_id = given.get("id", "")
            self.parts.append(f"\n\n{HEADINGS[tag]} ")
        else:
            self._open(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes an element."""
        if self.skipped:
            if self.skipped[-1] == tag:
                self.skipped.pop()
        elif tag in HEADINGS:
            self.parts.append(f" {{ #{self.heading_id} }}\n\n" if self.heading_id else "\n\n")
        else:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        """Takes text; blanks count in code only."""
        if not self.skipped:
            self.parts.append(data if self.preformatted else re.sub(r"\s+", " ", data))

    def _open(self, tag: str) -> None:
        if tag == "pre":
            self.preformatted += 1
            self.parts.append("\n\n```python\n")
        elif tag == "code" and not self.preformatted:
            self.parts.append("`")
        elif tag in ("ul", "ol"):
            self.lists += 1
            self.parts.append("\n")
        elif tag == "li":
            self.items += 1
            self.parts.append(f"\n{'    ' * (self.lists - 1)}- ")
        elif tag in ("td", "th"):
            self.parts.append("| ")
        elif tag == "tr":
            self.parts.append("\n")
        else:
            self._break(tag)

    def _close(self, tag: str) -> None:
        if tag == "pre":
            self.preformatted -= 1
            self.parts.append("\n```\n\n")
        elif tag == "code" and not self.preformatted:
            self.parts.append("`")
        elif tag == "li":
            self.items -= 1
        else:
            self.lists -= tag in ("ul", "ol")
            self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self.parts.append(" " if self.items else "\n\n")


def as_markdown(html: str) -> str:
    """The text of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    pieces = re.split(r"(```python\n.*?\n```)", "".join(reader.parts), flags=re.DOTALL)
    text = "".join(
        re.sub(r"\n+```$", "\n```", piece) if piece.startswith("```") else _tidied(piece)
        for piece in pieces
    )
    return text.strip("\n") + "\n"


def _tidied(text: str) -> str:
    lines = (re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in text.split("\n"))
    kept = [line if line.lstrip().startswith("- ") else line.lstrip() for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).replace("( ", "(").replace(" )", ")")
