"""Writes an example as HTML: tabs, the collapsed older style, title bars."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Callable, Mapping, Sequence

from .listing import Example, Listing
from .search import unsearched

CHECKED = ' checked="checked"'

# The theme shows names and blanks in the colour of the code: these elements only make a page long.
UNCOLOURED = re.compile(r'<span class="[nw]">([^<]*)</span>')

HighlightCode = Callable[[str, Sequence[int], str], str]
"""Turns code, the lines to highlight and a title into HTML."""


@dataclass(frozen=True)
class Wording:
    """The sentences around an example, in the language of the page (HTML)."""

    without_annotated: str = "Without <code>Annotated</code>"
    tip_title: str = "Tip"
    tip: str = "Use the version with <code>Annotated</code> if your project can."
    whole_file: str = "The whole file"
    run: str = "Run"
    run_size: str = "loads {size} MB once"
    run_shared: str = "the code of your link; nothing runs before you press"
    run_failed: str = "Could not be loaded. It takes a connection, and a browser with WebAssembly."


def without_uncoloured(html: str) -> str:
    """The code of a page with elements only where it has colours."""
    return UNCOLOURED.sub(r"\1", html)


def _place(number: int) -> str:
    """The id of an example on its page."""
    return f"example-{number}"


@dataclass(frozen=True)
class Renderer:
    """Everything that rendering needs beside the example."""

    highlight: HighlightCode
    file_url: str = ""
    wording: Wording = field(default_factory=Wording)
    runnable: Mapping[str, int] = field(default_factory=dict)

    def render(self, example: Example, number: int, playground: str) -> str:
        """The HTML of an example; `number` tells it from the others of the page."""
        return (
            f'<div class="example" id="{_place(number)}" data-example="{escape(example.target)}">\n'
            f"{self._forms(example, number)}\n{self._playground(example, playground)}</div>"
        )

    def _playground(self, example: Example, address: str) -> str:
        """Where the page can run the example, if it can."""
        if example.name not in self.runnable:
            return ""
        data = {
            "example": example.name,
            "bytes": str(self.runnable[example.name]),
            "base": address,
            "run": self.wording.run,
            "size": self.wording.run_size,
            "shared": self.wording.run_shared,
            "failed": self.wording.run_failed,
        }
        attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
        return f'<div class="playground"{attributes}></div>\n'

    def _forms(self, example: Example, number: int) -> str:
        if len(example.listings) == 1:
            return self._listing(example, example.listings[0])
        annotated = example.group(is_annotated=True)
        others = example.group(is_annotated=False)
        if not annotated:
            return self._tabs(example, others, f"{number}")
        tabs = self._tabs(example, annotated, f"{number}")
        return f"{tabs}\n{self._without_annotated(example, others, number)}" if others else tabs

    def _without_annotated(self, example: Example, others: Sequence[Listing], number: int) -> str:
        tip = (
            f'<div class="admonition tip">\n<p class="admonition-title">{self.wording.tip_title}</p>\n'
            f"<p>{self.wording.tip}</p>\n</div>\n"
        )
        tabs = self._tabs(example, others, f"{number}_plain", " non-Annotated", tip)
        return unsearched(
            f'<details class="without-annotated">\n'
            f"<summary>{self.wording.without_annotated}</summary>\n{tabs}\n</details>"
        )

    def _tabs(
        self,
        example: Example,
        listings: Sequence[Listing],
        name: str,
        after_label: str = "",
        before_code: str = "",
    ) -> str:
        group = f"__example_{name}"
        ids = [f"{group}_{place}" for place in range(1, len(listings) + 1)]
        inputs = "".join(
            f'<input{CHECKED if identity == ids[0] else ""} id="{identity}" name="{group}"'
            ' type="radio" />'
            for identity in ids
        )
        labels = "".join(
            f'<label for="{identity}">{listing.form.label}{after_label}</label>'
            for identity, listing in zip(ids, listings)
        )
        first, *further = (
            f'<div class="tabbed-block">\n{before_code}{self._listing(example, listing)}\n</div>'
            for listing in listings
        )
        bar = unsearched(f'<div class="tabbed-labels">{labels}</div>')
        blocks = "\n".join([first, *map(unsearched, further)])
        return (
            f'<div class="tabbed-set tabbed-alternate" data-tabs="example_{name}:{len(ids)}">'
            f'{inputs}{bar}\n<div class="tabbed-content">\n{blocks}\n</div>\n</div>'
        )

    def _listing(self, example: Example, listing: Listing) -> str:
        code = self._block(example, listing, listing.text, listing.highlighted)
        if listing.whole is None:
            return code
        if example.earlier:
            return f"{code}\n" + unsearched(
                f'<p class="whole-file"><a href="#{_place(example.earlier)}">'
                f"{self.wording.whole_file}</a></p>"
            )
        whole = self._block(example, listing, listing.whole, ())
        return f"{code}\n" + unsearched(
            f'<details class="whole-file">\n<summary>{self.wording.whole_file}</summary>\n'
            f"{whole}\n</details>"
        )

    def _block(
        self, example: Example, listing: Listing, text: str, highlighted: Sequence[int]
    ) -> str:
        """A code block whose title bar leads to the file in the repository."""
        title = example.title or listing.path
        block = self.highlight(text, highlighted, title)
        if example.name in self.runnable:
            file = listing.path.split("/", 2)[2]
            block = block.replace("<div ", f'<div data-file="{escape(file)}" ', 1)
        if not self.file_url:
            return block
        shown = f">{escape(title)}</span>"
        link = f'><a href="{escape(self.file_url + listing.path)}">{escape(title)}</a></span>'
        return block.replace(shown, link, 1)
