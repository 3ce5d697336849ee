"""What a reader may say about a page: that it helped, or, in an issue, what could be better.

No button sends anything. The issue is a form of the repository, filled in, behind a plain link.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

WITHOUT = ("reference/", "release-notes.md", "contributing.md", "authoring.md", "maintaining.md")
"""Pages that are generated, or written for those who write: nobody is asked there."""


@dataclass(frozen=True)
class Words:
    """What stands around the buttons, in the language of the page."""

    question: str
    helped: str
    better: str
    thanks_helped: str
    thanks_better: str


@dataclass(frozen=True)
class Feedback:
    """What the template needs to ask."""

    words: Words
    issue: str


def asks(page: str, hidden: object = None) -> bool:
    """Whether a page asks; `hidden` is what its front matter hides."""
    is_hidden = isinstance(hidden, list) and "feedback" in hidden
    return not is_hidden and not page.startswith(WITHOUT)


def issue_address(repository: str, page: str, language: str, release: str) -> str:
    """The address of a new issue that names the page, the language and the version."""
    body = (
        f"Page: {page}\nLanguage: {language}\nVersion: {release}\n\n"
        "What I was looking for:\n\n\nWhat would be better:\n\n"
    )
    query = urlencode({"title": f"Page {page}: ", "body": body})
    return f"{repository.rstrip('/')}/issues/new?{query}"
