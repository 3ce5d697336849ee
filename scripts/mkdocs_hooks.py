"""The hook of the documentation site: connects our Markdown to MkDocs.

MkDocs loads this file for every build. It adds the include lines and the terminal fence, sets what
depends on where the repository lies, ends the build when an include line is wrong, and writes what
the site has beside its pages.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from pymdownx.superfences import fence_div_format

from docslib import cards, feedback, places
from docslib.include import ExamplesExtension, PageContext, Settings
from docslib.index import with_data
from docslib.localization import Localization
from docslib.machines import description
from docslib.outputs import Outputs, is_listed
from docslib.plain import checked_includes
from docslib.preview import Built, Preview
from docslib.rendering import without_uncoloured
from docslib.runnable import ASSETS, sizes
from docslib.search import add_plain_words, searched_part, without_marks
from docslib.terminal import format_terminal, terminal_options

log = logging.getLogger("mkdocs.hooks.etude")

RELEASE = re.compile(r'^__version__ = "(?P<release>[^"]+)"', re.MULTILINE)
TERMINAL_FENCE = {
    "name": "terminal",
    "class": "terminal",
    "validator": terminal_options,
}

DIAGRAM_FENCE = {"name": "mermaid", "class": "diagram", "format": fence_div_format}

context = PageContext()
outputs = Outputs()
preview = Preview()
unshortened: dict[str, str] = {}
site = Localization(places.DEFAULT_LANGUAGE)
navigations: list[Navigation] = []
is_live = False


def on_startup(*, command: str, **_: Any) -> None:
    """Remembers whether the site is only shown; that the function exists keeps this module loaded."""
    global is_live
    is_live = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Adds what a configuration file cannot say."""
    global site
    language = places.language_of(Path(config.config_file_path))
    site = Localization(language, is_live=is_live)
    site.configure(config)
    context.problems.clear()
    preview.begin(config)
    outputs.begin(site.omissions())
    runnable = sizes() if site.has_playground() else {}
    settings = Settings(
        places.EXAMPLES, file_url(config), runnable, site.wording(), site.omissions()
    )
    extensions: list[Any] = config.markdown_extensions
    extensions[:] = [item for item in extensions if not isinstance(item, ExamplesExtension)]
    extensions.append(ExamplesExtension(settings, context))
    set_plain_includes(config, places.language_folder(places.DEFAULT_LANGUAGE))
    fences = options(config, "pymdownx.superfences").setdefault("custom_fences", [])
    formatted = partial(format_terminal, buttons=site.buttons())
    fences += [{**TERMINAL_FENCE, "format": formatted}, DIAGRAM_FENCE]
    if os.environ.get("LINENUMS") == "true":
        options(config, "pymdownx.highlight")["linenums"] = True
    config.extra["release"] = release()
    return config


def on_files(files: Files, /, *, config: MkDocsConfig) -> Files:
    """Adds what the language lacks, in English, and the words of the panel below examples."""
    site.add_english_files(files, config)
    files.append(File.generated(config, "playground/words.json", content=site.panel_words()))
    return files


def on_nav(nav: Navigation, /, **_: Any) -> Navigation:
    """Remembers the navigation, because titles are known only when all pages were read."""
    navigations[:] = [nav]
    outputs.navigation = nav
    return nav


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Tells the extension which page comes, checks its plain includes, and fills in its data."""
    context.page = shown_path(page)
    context.playground = site.from_root("playground/", page.url)
    context.first_line = 1 + page.file.content_string.count("\n") - markdown.count("\n")
    folder = Path(config.mdx_configs["mdx_include"]["base_path"])
    written = site.written(markdown, page)
    checked = checked_includes(written, folder, places.ROOT, context.report)
    pages = places.language_folder(places.DEFAULT_LANGUAGE) / "docs"
    return with_data(checked, places.EXAMPLES, pages, page.file.src_uri, context.report)


def on_page_content(html: str, page: Page, files: Files, **_: Any) -> str:
    """Adds where moved headings are, what the page is for, and the notice that a translation needs."""
    page.meta.setdefault("description", description(page.markdown or ""))
    lean = without_uncoloured(html)
    return site.content(outputs.with_moved_headings(lean, page, files), page)


def check_redirects(_: Any, /, files: Files, **__: Any) -> None:
    """Ends the build when an address that has moved leads nowhere."""
    outputs.check(files)


def end_on_problems(_: Any, /, **__: Any) -> None:
    """Ends the build when something is wrong, after all pages were read and all problems were told."""
    problems, context.problems = context.problems, []
    for problem in problems:
        log.error("%s", problem)
    if problems:
        count = len(problems)
        raise PluginError(f"{count} problem{'s' * (count > 1)} with includes; each is named above")
    for navigation in navigations:
        site.name_sections(item for item in navigation.items if item.is_section)


def keep_templates(templates: Environment, /, **_: Any) -> None:
    """Keeps what pages are written with, for those that are built again."""
    preview.templates = templates


on_env = CombinedEvent(end_on_problems, check_redirects, keep_templates)


def on_template_context(values: dict[str, Any], /, template_name: str, **_: Any) -> None:
    """Keeps pages out of the sitemap that no search shall find."""
    if template_name == "sitemap.xml":
        listed = [] if site.language.is_made else values["pages"]
        values["pages"] = [file for file in listed if is_listed(file.page)]


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    """Completes the search index, and writes what stands beside the pages and where pages were."""
    search: Any = config.plugins["material/search"]
    add_plain_words(search.search_index.entries)
    outputs.write(config)
    if site.language.is_english and sizes():
        shutil.copytree(ASSETS, Path(config.site_dir, "playground"), dirs_exist_ok=True)
        for worker in places.EXAMPLES.glob("browser/worker.js"):
            shutil.copy(worker, Path(config.site_dir, "playground"))
    preview.built = Built(config, outputs.files, outputs.navigation, preview.templates)


def on_serve(server: LiveReloadServer, /, **_: Any) -> LiveReloadServer:
    """Lets a change build only what is made from the changed file."""
    server.builder = partial(preview.rebuild, server.builder)
    return server


def shorten_for_search(_: Any, /, page: Page, config: MkDocsConfig, **__: Any) -> None:
    """Takes the further forms of examples out of the page before the search plugin reads it."""
    site.set_links(page, config)
    content = page.content or ""
    unshortened[page.file.src_uri] = content
    page.content = searched_part(content)


def restore_after_search(_: Any, /, page: Page, **__: Any) -> None:
    """Puts the whole page back after the search plugin has read it."""
    page.content = without_marks(unshortened.pop(page.file.src_uri))


def offer_feedback(values: dict[str, Any], /, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Gives the template what it needs to ask whether the page helped."""
    path = page.file.src_uri
    if feedback.asks(path, page.meta.get("hide")):
        language = places.language_of(Path(config.config_file_path))
        issue = feedback.issue_address(
            config.repo_url or "", path, language, config.extra["release"]
        )
        values["feedback"] = feedback.Feedback(site.questions(), issue)


def offer_card(values: dict[str, Any], /, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Gives the template the picture that stands beside a link to the page."""
    if not is_live and cards.is_possible():
        values["card"] = cards.drawn(page, config, site.language, site.root)


on_page_context = CombinedEvent(
    event_priority(100)(shorten_for_search),
    offer_feedback,
    offer_card,
    event_priority(-100)(restore_after_search),
)


def on_post_page(output: str, /, **_: Any) -> str:
    """Names the language of a page."""
    return site.finished(output)


def options(config: MkDocsConfig, extension: str) -> dict[str, Any]:
    """The options of a Markdown extension, to be changed in place."""
    found: dict[str, Any] = config.mdx_configs.setdefault(extension, {})
    return found


def set_plain_includes(config: MkDocsConfig, folder: Path) -> None:
    """Makes plain includes independent of the working directory, local, flat and loud."""
    options(config, "mdx_include").update(
        base_path=str(folder), allow_remote=False, recurs_local=False, recurs_remote=False
    )
    module = importlib.import_module("mdx_include.mdx_include")
    module.log.handlers = [Relay()]
    module.log.propagate = False


class Relay(logging.Handler):
    """Turns what mdx-include only logs into a problem of the page."""

    def emit(self, record: logging.LogRecord) -> None:
        """Notes warnings and errors."""
        if record.levelno >= logging.WARNING:
            context.report(0, f"mdx-include: {record.getMessage()}")


def file_url(config: MkDocsConfig) -> str:
    """The start of the address of a file in the repository, by `repo_url` and `edit_uri`."""
    if not config.repo_url or not config.edit_uri:
        return ""
    branch = config.edit_uri.strip("/").split("/")[1]
    return f"{config.repo_url.rstrip('/')}/blob/{branch}/"


def release() -> str:
    """The version of the framework, read without importing it."""
    text = (places.ROOT / "framework/etude/__init__.py").read_text(encoding="utf-8")
    match = RELEASE.search(text)
    return match["release"] if match else ""


def shown_path(page: Page) -> str:
    """The path of a page's file in the repository."""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    return path.relative_to(places.ROOT).as_posix() if places.ROOT in path.parents else path.name
