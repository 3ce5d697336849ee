"""Shows a changed page at once, where `mkdocs serve` would build the whole site again.

MkDocs knows all pages, the navigation and the template after a whole build. When only pages, their
examples, pictures, styles or scripts have changed since, those alone are built again into the folder
that is served. Navigation and search keep what the last whole build knew.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Iterable, Mapping, Sequence

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from . import places

log = logging.getLogger("mkdocs.hooks.etude")

INCLUDED = re.compile(r"^\s*\{[*!]\s*(?:(?:\.\./)*docs_src/)?(?P<topic>[\w-]+)/", re.MULTILINE)
PASSING = re.compile(r"\..*|.*~|4913|.*\.pyc")
"""What editors write beside the file that they save, and Python beside a module."""

Stamps = Mapping[Path, int]


@dataclass(frozen=True)
class Built:
    """What a whole build knows when it ends."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    templates: jinja2.Environment


@dataclass
class Preview:
    """Builds what has changed since it looked last."""

    built: Built | None = None
    templates: jinja2.Environment = field(default_factory=jinja2.Environment)
    seen: Stamps = field(default_factory=dict)

    def begin(self, config: MkDocsConfig) -> None:
        """Notes that a whole build begins, and what it is made from."""
        self.built = None
        self.seen = stamps(watched(config))

    def rebuild(self, build_all: Callable[[], None]) -> None:
        """Builds the changed pages, or all when that is not enough."""
        affected = self._affected()
        if self.built is None or affected is None:
            build_all()
            return
        try:
            if affected:
                show(affected, self.built)
        except BuildError as error:
            log.error(str(error))
            raise Abort("The page is shown as it was.") from None

    def _affected(self) -> list[File] | None:
        if self.built is None:
            return None
        before, self.seen = self.seen, stamps(watched(self.built.config))
        changed = {path for path, _ in before.items() ^ self.seen.items()}
        return files_of(changed, self.built.files)


def watched(config: MkDocsConfig) -> list[Path]:
    """The files and folders that a site is made from."""
    paths = [config.docs_dir, config.config_file_path, *config.watch]
    return [Path(path).resolve() for path in paths]


def stamps(paths: Iterable[Path]) -> Stamps:
    """When each file was written last."""
    found = {file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])}
    return {
        file: file.stat().st_mtime_ns
        for file in found
        if file.is_file() and not PASSING.fullmatch(file.name)
    }


def files_of(changed: Iterable[Path], files: Files) -> list[File] | None:
    """The files of the site that are made from these; None when the whole site may be."""
    affected: dict[str, File] = {}
    for path in changed:
        is_example = places.EXAMPLES in path.parents
        found = with_examples_of(path, files) if is_example else made_from(path, files)
        if not found and not is_example:
            return None
        affected.update((file.src_uri, file) for file in found)
    return list(affected.values())


def with_examples_of(path: Path, files: Files) -> list[File]:
    """The pages that include something from the topic of an example."""
    topic = path.relative_to(places.EXAMPLES).parts[0]
    pages = files.documentation_pages()
    return [file for file in pages if topic in INCLUDED.findall(file.content_string)]


def made_from(path: Path, files: Files) -> list[File]:
    """The file of the site with this source, and the translation of this English page."""
    english = places.language_folder(places.DEFAULT_LANGUAGE) / "docs"
    name = path.relative_to(english).as_posix() if english in path.parents else None
    known = [each for each in files if name == each.src_uri or str(path) == each.abs_src_path]
    return known if path.is_file() else []


def show(affected: Sequence[File], built: Built) -> None:
    """Builds these files again, with the steps that MkDocs takes for each page of a whole build."""
    config, files = built.config, built.files
    pages = [file.page for file in affected if file.page is not None]
    for file in affected:
        if file.page is None:
            file.copy_file()
    for page in pages:
        mkdocs_build._populate_page(page, config, files)
    config.plugins.on_env(built.templates, config=config, files=files)
    every = files.documentation_pages()
    for page in pages:
        mkdocs_build._build_page(page, config, every, built.navigation, built.templates)
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    log.info("Built again: %s", ", ".join(file.src_uri for file in affected))
