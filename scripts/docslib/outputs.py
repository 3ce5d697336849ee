"""Writes what the built site has beside its pages: copies, lists, and what stands where pages were."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Collection, Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from . import places
from .html_text import as_markdown
from .listing import Omissions
from .machines import Entry, Folders, list_of_pages, markdown_copy, purpose, robots
from .redirects import (
    MOVED_HEADINGS,
    RedirectError,
    Redirects,
    faults,
    moved_headings,
    moved_page,
    read_redirects,
)

REFERENCE = re.compile(r"^::: ", re.MULTILINE)
ID = re.compile(r"\bid=\"(?P<id>[^\"]+)\"")


@dataclass
class Outputs:
    """What the events of one build learn, for those that come later."""

    omissions: Omissions = field(default_factory=Omissions)
    redirects: Redirects = field(default_factory=lambda: Redirects({}, {}))
    files: Files = field(default_factory=lambda: Files([]))
    navigation: Navigation = field(default_factory=lambda: Navigation([], []))

    def begin(self, omissions: Omissions) -> None:
        """Reads what has moved, and takes the comments for code that a copy leaves out."""
        self.omissions = omissions
        try:
            self.redirects = read_redirects(places.REDIRECTS)
        except RedirectError as error:
            raise PluginError(str(error)) from None

    def check(self, files: Files) -> None:
        """Ends the build when an address that has moved leads nowhere."""
        self.files = files
        if all(page.content is not None for page in self._pages()):
            found = list(
                faults(self.redirects, {file.src_uri for file in self._files()}, self._ids)
            )
            if found:
                raise PluginError("\n".join([f"{places.REDIRECTS.name} is wrong:", *found]))

    def with_moved_headings(self, html: str, page: Page, files: Files) -> str:
        """The page, and where those of its headings are now that have moved."""
        moved = self.redirects.headings.get(page.file.src_uri)
        if not moved:
            return html
        return html + moved_headings(self._addresses(moved, page.url, files))

    def write(self, config: MkDocsConfig) -> None:
        """Writes all of them into the built site."""
        site = Path(config.site_dir)
        for path, text in (*self._copies(config), *self._moved(config), *self._lists(config)):
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def _copies(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        folders = Folders(places.EXAMPLES, Path(config.mdx_configs["mdx_include"]["base_path"]))
        for page in self._listed():
            folder = posixpath.dirname(page.file.src_uri)

            def address_of(target: str, folder: str = folder) -> str | None:
                known = self.files.get_file_from_path(posixpath.normpath(f"{folder}/{target}"))
                return _address(config, known) if known else None

            text = page.markdown or ""
            is_made = REFERENCE.search(text) is not None
            copy = (
                as_markdown(page.content or "")
                if is_made
                else markdown_copy(text, folders, address_of, self.omissions)
            )
            yield copy_path(page.file), copy

    def _lists(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        if any(page.markdown is None for page in self._pages()):
            return
        entries = [
            Entry(
                " / ".join(reversed([str(each.title) for each in page.ancestors]))
                or config.site_name,
                str(page.title),
                _address(config, page.file),
                purpose(page.markdown or ""),
            )
            for page in self.navigation.pages
        ]
        yield "llms.txt", list_of_pages(config.site_name, config.site_description or "", entries)
        if places.language_of(Path(config.config_file_path)) == places.DEFAULT_LANGUAGE:
            yield "robots.txt", robots(config.site_url or "/")

    def _moved(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        for old, new in self.redirects.pages.items():
            place = File(old, None, config.site_dir, config.use_directory_urls)
            known = self.files.get_file_from_path(new.split("#")[0])
            if known is None or known.page is None:
                continue
            moved = self.redirects.headings.get(old, {})
            yield (
                place.dest_uri,
                moved_page(
                    self._addresses({"": new}, place.url, self.files)[""],
                    known.page.canonical_url or known.url,
                    str(known.page.title),
                    self._addresses(moved, place.url, self.files),
                ),
            )

    def _addresses(self, moved: Mapping[str, str], here: str, files: Files) -> dict[str, str]:
        """The new places as seen from an address of the site."""
        found: dict[str, str] = {}
        for identity, new in moved.items():
            page, mark, fragment = new.partition("#")
            known = files.get_file_from_path(page)
            if known is not None:
                found[identity] = get_relative_url(known.url, here) + mark + fragment
        return found

    def _ids(self, path: str) -> Collection[str]:
        known = self.files.get_file_from_path(path)
        content = known.page.content if known and known.page else None
        return set(ID.findall((content or "").split(MOVED_HEADINGS)[0]))

    def _files(self) -> list[File]:
        return list(self.files.documentation_pages())

    def _pages(self) -> Iterator[Page]:
        return (file.page for file in self._files() if file.page is not None)

    def _listed(self) -> list[Page]:
        """The pages that were read in this build, without those that no search shall find."""
        return [page for page in self._pages() if page.markdown is not None and is_listed(page)]


def is_listed(page: Page) -> bool:
    """Whether searches and lists may show a page."""
    search = (page.meta or {}).get("search") or {}
    return not search.get("exclude", False)


def copy_path(file: File) -> str:
    """Where the Markdown copy of a page lies in the built site."""
    return re.sub(r"html$", "md", file.dest_uri)


def _address(config: MkDocsConfig, file: File) -> str:
    return (config.site_url or "/") + copy_path(file)
