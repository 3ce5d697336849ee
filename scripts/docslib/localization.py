"""Builds the site in one language: pages that lack a translation, notices, menu, directions.

The functions here work on the objects of MkDocs, for the hook, which calls them in its events.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any, Iterable

from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from . import feedback, places
from .emoji import in_emoji
from .languages import (
    ENGLISH,
    MADE_FROM,
    Language,
    all_languages,
    is_translatable,
    read_yaml,
    recorded_hash,
    source_hash,
)
from .listing import Omissions
from .rendering import Wording
from .search import unsearched
from .terminal import Buttons

GUIDE = "translations.md"
HEADING_END = "</h1>"
HTML_LANGUAGE = re.compile(r'(?<=<html lang=")[^"]*')
# Comma, full stop, closing quotes, exclamation mark, parenthesis, comma, colons, question mark.
WIDE_SIGNS = "\u3001\u3002\u300d\u300f\uff01\uff09\uff0c\uff1a\uff1b\uff1f"
WIDE_LINE_END = re.compile(rf"(<pre.*?</pre>)|(?<=[{WIDE_SIGNS}])\n", re.DOTALL)
BLOCK_TITLE = re.compile(r'(?<=<p class="admonition-title">)\w+(?=</p>)')


class NoAlternates(list):  # type: ignore[type-arg]
    """The theme's list of languages: there is one, so it shows our menu, and it has no links.

    For each link that the theme writes, its script asks for a map of the site at that address.
    """

    def __bool__(self) -> bool:
        return True


class Localization:
    """What the build of one language needs to know."""

    def __init__(self, code: str, *, is_live: bool = False) -> None:
        self.language = Language(code)
        self.is_live = is_live
        self.languages = all_languages()
        self.root = ""
        self.repository = ""
        self.made_from = read_yaml(self.language.folder / MADE_FROM)

    def configure(self, config: Any) -> None:
        """Sets everything that depends on the language, from the name of its folder."""
        self.root = f"{(config.site_url or '/').rstrip('/')}/"
        self.repository = (config.repo_url or "").rstrip("/")
        if not self.language.is_english:
            self._set_places(config)
        self._set_theme(config)
        self._set_search(config)
        config.site_description = self.language.words("site")["description"]
        config.extra["labels"] = self.language.words("labels")
        config.extra["menu"] = self._menu("404.html")
        config.extra["translations"] = []
        config.extra["missing_page"] = self.language.words("missing_page")
        config.extra["alternate"] = NoAlternates() if config.extra["menu"] else []

    def has_playground(self) -> bool:
        """Whether the site that is built, or its root, can hold what runs examples."""
        return self.language.is_english or not self.is_live

    def from_root(self, path: str, url: str) -> str:
        """The address of what lies at the root of the site, as seen from a page."""
        return str(get_relative_url(path, f"{'' if self.is_live else self.language.prefix}{url}"))

    def wording(self) -> Wording:
        """The words around examples."""
        return Wording(**self.language.words("example"))

    def panel_words(self) -> str:
        """The words of the panel below examples that run, for its script."""
        language = {"lang": self.language.code, "dir": self.language.direction}
        return json.dumps({**language, **self.language.words("playground")}, ensure_ascii=False)

    def omissions(self) -> Omissions:
        """The comments for code that an example leaves out."""
        return Omissions(**self.language.words("omitted"))

    def buttons(self) -> Buttons:
        """The buttons of terminal blocks."""
        return Buttons(**self.language.words("terminal"))

    def questions(self) -> feedback.Words:
        """What a page asks at its end, and how it thanks."""
        return feedback.Words(**self.language.words("feedback"))

    def add_english_files(self, files: Any, config: Any) -> None:
        """Adds each English page, picture, style and script that the language lacks."""
        if self.language.is_english:
            return
        folder = Language(ENGLISH).pages_folder
        here = {file.src_uri for file in files}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in here and not path.name.startswith("."):
                files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))

    def is_fallback(self, page: Any) -> bool:
        """Whether a page is shown in English because the language lacks it."""
        if self.language.is_made:
            return not is_translatable(page.file.src_uri)
        return not self.language.is_english and not self.language.has(page.file.src_uri)

    def written(self, markdown: str, page: Any) -> str:
        """The text of a page, put together by a script in a language that is made so."""
        if not self.made_from or not is_translatable(page.file.src_uri):
            return markdown
        return in_emoji(markdown, self.made_from)

    def name_sections(self, sections: Iterable[Any]) -> None:
        """Names the sections in the language: by their translated index page, else by its words."""
        if self.language.is_english:
            return
        words = self.language.words("sections")
        for section in sections:
            first = section.children[0] if section.children else None
            if first is not None and first.is_page and first.is_index:
                index_title = None if self.is_fallback(first) else first.title
            else:
                index_title = None
            section.title = index_title or words.get(section.title, section.title)
            self.name_sections(child for child in section.children if child.is_section)

    def content(self, html: str, page: Any) -> str:
        """The content of a page, with a notice where one is due."""
        page.meta["fallback"] = self.is_fallback(page)
        page.meta["made"] = self.language.is_made
        if self.language.is_english:
            return html
        if page.meta["fallback"]:
            notice = self._missing(page) if is_translatable(page.file.src_uri) else ""
            return f'<div lang="en" dir="ltr">\n{_below_title(html, notice)}\n</div>'
        blocks = self.language.words("blocks")
        html = BLOCK_TITLE.sub(lambda match: blocks.get(match[0], match[0]), joined_lines(html))
        if self.language.is_made:
            return _below_title(html, self._made(page))
        return _below_title(html, self._outdated(page) if self._is_outdated(page) else "")

    def set_links(self, page: Any, config: Any) -> None:
        """Sets the links of one page to the same page in other languages."""
        config.extra["menu"] = self._menu(page.url)
        config.extra["translations"] = self._translations(page) if config.extra["menu"] else []
        if page.meta.get("fallback") or page.meta.get("made"):
            page.canonical_url = f"{self.root}{page.url}"
            english = f"/docs/{ENGLISH}/docs/"
            page.edit_url = (page.edit_url or "").replace(
                f"/docs/{self.language.code}/docs/", english
            )

    def finished(self, html: str) -> str:
        """A whole page that names its language, also where the theme does not know it."""
        if self.language.is_english:
            return html
        return HTML_LANGUAGE.sub(self.language.tag, html, count=1)

    def _set_places(self, config: Any) -> None:
        folder = Language(ENGLISH) if self.language.is_made else self.language
        config.docs_dir = str(folder.pages_folder)
        if Path(config.site_dir) == places.SITE:
            config.site_dir = str(places.SITE / self.language.code)
        if not self.is_live and config.site_url:
            config.site_url = f"{self.root}{self.language.prefix}"
        if config.edit_uri:
            config.edit_uri = config.edit_uri.replace(
                f"docs/{ENGLISH}/docs/", f"docs/{self.language.code}/docs/"
            )
        english = str(Language(ENGLISH).pages_folder)
        if english not in config.watch:
            config.watch.append(english)

    def _set_theme(self, config: Any) -> None:
        theme = config.theme
        if not self.language.is_english:
            theme["language"] = _language_of_theme(theme.dirs, self.language.code)
        theme["direction"] = self.language.direction
        words = self.language.words("palette")
        for palette, key in zip(theme["palette"], ("system", "light", "dark")):
            palette["toggle"]["name"] = words.get(key, palette["toggle"]["name"])

    def _set_search(self, config: Any) -> None:
        """Parts the words of a script that has no spaces between them."""
        separators = self.language.words("search")["separators"]
        if separators:
            config.plugins["material/search"].config["separator"] = "|".join(separators)

    def _menu(self, url: str) -> list[dict[str, str]]:
        """The languages to choose from; there is nothing to choose in a site under work."""
        if self.is_live or len(self.languages) < 2:
            return []
        return [
            {
                "name": language.name,
                "code": language.code,
                "lang": language.tag,
                "link": self._link(url, language),
            }
            for language in self.languages
        ]

    def _link(self, url: str, language: Language) -> str:
        if url == "404.html":
            return f"{self.root}{language.prefix}"
        here, there = f"{self.language.prefix}{url}", f"{language.prefix}{url}"
        return str(get_relative_url(there, here))

    def _translations(self, page: Any) -> list[tuple[str, str]]:
        """The page in each language that really has it; none for a page that is not one of them."""
        found = [each for each in self.languages if each.has(page.file.src_uri)]
        if self.language not in found or len(found) < 2:
            return []
        links = [(each.code, f"{self.root}{each.prefix}{page.url}") for each in found]
        return [*links, ("x-default", f"{self.root}{page.url}")]

    def _is_outdated(self, page: Any) -> bool:
        original = Language(ENGLISH).pages_folder / page.file.src_uri
        if not original.is_file():
            return False
        recorded = recorded_hash(page.file.content_string)
        return recorded != source_hash(original.read_text(encoding="utf-8"))

    def _english_link(self, page: Any) -> str:
        return f"{self.root}{page.url}" if self.is_live else self._link(page.url, Language(ENGLISH))

    def _missing(self, page: Any) -> str:
        words = self.language.words("notice")
        links = [(self._english_link(page), words["missing_link"])]
        if Language(ENGLISH).has(GUIDE):
            links.append((get_relative_url("translations/", page.url), words["guide"]))
        return self._notice(
            "info missing-translation", words["missing_title"], words["missing"], links
        )

    def _made(self, page: Any) -> str:
        words = self.language.words("notice")
        links = [(self._english_link(page), words["missing_link"])]
        return self._notice("info made-translation", words["made_title"], words["made"], links)

    def _outdated(self, page: Any) -> str:
        words = self.language.words("notice")
        links = [(self._english_link(page), words["outdated_link"])]
        if self.repository:
            history = f"{self.repository}/commits/main/docs/{ENGLISH}/docs/{page.file.src_uri}"
            links.append((history, words["changes"]))
        return self._notice(
            "warning outdated-translation", words["outdated_title"], words["outdated"], links
        )

    def _notice(self, kind: str, title: str, text: str, links: list[tuple[str, str]]) -> str:
        shown = " · ".join(f'<a href="{escape(link)}">{escape(name)}</a>' for link, name in links)
        return unsearched(
            f'<div class="admonition {kind}" lang="{self.language.tag}"'
            f' dir="{self.language.direction}">\n'
            f'<p class="admonition-title">{escape(title)}</p>\n'
            f"<p>{escape(text)}</p>\n<p>{shown}</p>\n</div>\n"
        )


def joined_lines(html: str) -> str:
    """A page whose sentences stand side by side: after wide punctuation a browser's space is too much."""
    return WIDE_LINE_END.sub(lambda match: match[1] or "", html)


def _below_title(html: str, notice: str) -> str:
    head, end, rest = html.partition(HEADING_END)
    return f"{head}{end}\n{notice}{rest}" if end else notice + html


def _language_of_theme(folders: Iterable[str], code: str) -> str:
    """The theme's name for a language, which may differ in case; English when it has none."""
    known = {
        path.stem.lower(): path.stem
        for folder in folders
        for path in Path(folder, "partials/languages").glob("*.html")
    }
    return known.get(code.lower(), ENGLISH)
