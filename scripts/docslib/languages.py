"""The languages of the site: a language is a folder under `docs/` with a one-line configuration."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any

from . import places

ENGLISH = places.DEFAULT_LANGUAGE
MADE_FROM = "words.yml"
CONFIGURATION = "INHERIT: ../en/mkdocs.yml\n"
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
NEVER_TRANSLATED = (
    "_proof.md",
    "contributing.md",
    "docs-authoring.md",
    "external-links.md",
    "maintaining.md",
    "reference/*",
    "release-notes.md",
    "security-policy.md",
)
FRONT_MATTER = re.compile(r"\A---\n(?P<meta>.*?)^---\n", re.DOTALL | re.MULTILINE)
SOURCE = re.compile(r"^source: *[\"']?(?P<hash>[0-9a-f]{12})[\"']? *$", re.MULTILINE)
INCLUDE_LINE = re.compile(r"^\s*\{\*.*\*\}\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Language:
    """One language and its folder."""

    code: str

    @property
    def folder(self) -> Path:
        """The folder of the language."""
        return places.language_folder(self.code)

    @property
    def pages_folder(self) -> Path:
        """The folder of its pages."""
        return self.folder / "docs"

    @property
    def name(self) -> str:
        """The name that its speakers give to it."""
        return names().get(self.code, self.code)

    @property
    def is_english(self) -> bool:
        """Whether the pages of this language are the originals."""
        return self.code == ENGLISH

    @property
    def is_made(self) -> bool:
        """Whether a script puts its pages together from a list of words."""
        return (self.folder / MADE_FROM).is_file()

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return f"{ENGLISH}-x-{self.code}" if self.is_made else self.code

    @property
    def direction(self) -> str:
        """The direction of its text, as HTML names it."""
        return "rtl" if self.code.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def prefix(self) -> str:
        """What stands before the addresses of its pages: nothing for English, else `es/`."""
        return "" if self.is_english else f"{self.code}/"

    def has(self, page: str) -> bool:
        """Whether a page, named from the folder of pages, is there in this language."""
        return (self.pages_folder / page).is_file()

    def pages(self) -> list[str]:
        """The pages that are there in this language."""
        found = self.pages_folder.rglob("*.md")
        return sorted(path.relative_to(self.pages_folder).as_posix() for path in found)

    def words(self, part: str) -> dict[str, Any]:
        """Words of the site, by English where the language lacks one."""
        english = read_yaml(places.language_folder(ENGLISH) / "strings.yml").get(part, {})
        own = read_yaml(self.folder / "strings.yml").get(part) or {}
        return {**english, **own}


def names() -> dict[str, str]:
    """The own name of each language that the site may have, by its code."""
    return {str(code): str(name) for code, name in read_yaml(names_file()).items()}


def names_file() -> Path:
    """The file of names."""
    return places.ROOT / "docs" / "language_names.yml"


def all_languages() -> list[Language]:
    """The languages that have a folder, English first."""
    codes = (path.parent.name for path in (places.ROOT / "docs").glob("*/mkdocs.yml"))
    return [Language(code) for code in sorted(codes, key=lambda code: (code != ENGLISH, code))]


def translations() -> list[Language]:
    """The languages that people translate into."""
    return [each for each in all_languages() if not (each.is_english or each.is_made)]


def is_translatable(page: str) -> bool:
    """Whether a page may be translated; some have one wording only."""
    return not any(fnmatch(page, pattern) for pattern in NEVER_TRANSLATED)


def body_of(text: str) -> str:
    """A page without its front matter."""
    return FRONT_MATTER.sub("", text.replace("\r\n", "\n"), count=1)


def source_hash(english: str) -> str:
    """Names a version of an English page by what a translator reads in it.

    Front matter, include lines and the places where lines break do not count.
    """
    words = " ".join(INCLUDE_LINE.sub("", body_of(english)).split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def recorded_hash(translated: str) -> str | None:
    """The version of the English page that a translation says it was made from."""
    front_matter = FRONT_MATTER.match(translated)
    found = front_matter and SOURCE.search(front_matter["meta"])
    return found["hash"] if found else None


def with_hash(translated: str, value: str) -> str:
    """A translated page that records a version of the English page."""
    line = f"source: {value}"
    front_matter = FRONT_MATTER.match(translated)
    if front_matter is None:
        return f"---\n{line}\n---\n\n{translated.lstrip()}"
    meta = front_matter["meta"]
    meta = SOURCE.sub(line, meta) if SOURCE.search(meta) else f"{meta}{line}\n"
    return f"---\n{meta}---\n{translated[front_matter.end() :]}"


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file with a mapping; an absent or an empty one holds nothing."""
    if not path.is_file():
        return {}
    loaded = import_module("yaml").safe_load(path.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}
