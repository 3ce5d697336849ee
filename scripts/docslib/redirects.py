"""Addresses that have moved: `docs/redirects.yml`, one line for each, `old.md: new.md`.

A line `old.md#id: new.md#id` moves one heading, from a page that is still there or that has moved
itself. A page that has moved becomes a small file that leads on, and keeps what stood behind `?`
and `#` in the address.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Callable, Collection, Iterator, Mapping

LINE = re.compile(r"(?P<old>[^\s:]+):[ \t]+(?P<new>[^\s:]+)")
MOVED_HEADINGS = '<div class="moved-headings" hidden>'
MOVED_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved: {title}</title>
<link rel="canonical" href="{canonical}">
<script>
const moved = {moved};
const [page, id] = (moved[location.hash] || {page}).split("#");
location.replace(page + location.search + (id ? "#" + id : location.hash));
</script>
<noscript><meta http-equiv="refresh" content="0; url={address}"></noscript>
</head>
<body>
<p>This page has moved to <a href="{address}">{title}</a>.</p>
</body>
</html>
"""


@dataclass(frozen=True)
class Redirects:
    """What has moved; pages by path, headings by page and id."""

    pages: Mapping[str, str]
    headings: Mapping[str, Mapping[str, str]]

    def __bool__(self) -> bool:
        return bool(self.pages or self.headings)


class RedirectError(Exception):
    """A line of the file is wrong; the message says which and why."""


def read_redirects(file: Path) -> Redirects:
    """Reads the file; without one, nothing has moved."""
    pages: dict[str, str] = {}
    headings: dict[str, dict[str, str]] = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, start=1):
        text = line.split(" #")[0].strip()
        if not text or text.startswith(("#", "---")):
            continue
        match = LINE.fullmatch(text)
        if match is None:
            raise RedirectError(f"{file.name}:{number}: write `old.md: new.md`, not {text!r}")
        page, _, identity = match["old"].partition("#")
        known = headings.setdefault(page, {}) if identity else pages
        if (identity or page) in known:
            raise RedirectError(f"{file.name}:{number}: {match['old']} is there twice")
        known[identity or page] = match["new"]
    return Redirects(pages, headings)


def faults(
    redirects: Redirects, existing: Collection[str], ids_of: Callable[[str], Collection[str]]
) -> Iterator[str]:
    """What is wrong: a page that is still there, a target that is not, a chain, a lost heading."""
    for old, new in redirects.pages.items():
        if old in existing:
            yield f"{old}: the page is still there, so it has not moved"
        yield from _faults_of_target(old, new, redirects, existing, ids_of)
    for page, moved in redirects.headings.items():
        if page not in existing and page not in redirects.pages:
            yield f"{page}: the page is not there, and it has not moved; say where to"
        for identity, new in moved.items():
            old = f"{page}#{identity}"
            if page in existing and identity in ids_of(page):
                yield f"{old}: the id is still there, so it has not moved"
            yield from _faults_of_target(old, new, redirects, existing, ids_of)


def _faults_of_target(
    old: str,
    new: str,
    redirects: Redirects,
    existing: Collection[str],
    ids_of: Callable[[str], Collection[str]],
) -> Iterator[str]:
    page, _, identity = new.partition("#")
    if page in redirects.pages:
        yield f"{old}: leads to {page}, which has moved to {redirects.pages[page]}; lead there"
    elif page not in existing:
        yield f"{old}: leads to {page}, which is not there"
    elif identity in redirects.headings.get(page, {}):
        yield f"{old}: leads to {new}, which has moved; lead to where it is now"
    elif identity and identity not in ids_of(page):
        yield f"{old}: leads to {new}, and there is no such id"


def moved_page(
    address: str, canonical: str, title: str, moved: Mapping[str, str] | None = None
) -> str:
    """The file that stands where a page was.

    Args:
        address: where the page is now, as seen from here.
        canonical: the same, in full.
        title: the title of the page.
        moved: the headings that are elsewhere, by id, with their addresses.
    """
    return MOVED_PAGE.format(
        address=escape(address),
        canonical=escape(canonical),
        title=escape(title),
        page=_as_script(address),
        moved=_as_script({f"#{identity}": new for identity, new in (moved or {}).items()}),
    )


def moved_headings(moved: Mapping[str, str]) -> str:
    """What a page carries for its lost headings: `site.js` follows the link with the wanted id."""
    links = "".join(
        f'<a id="{escape(identity)}" href="{escape(address)}"></a>'
        for identity, address in moved.items()
    )
    return f"{MOVED_HEADINGS}{links}</div>"


def _as_script(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")
