"""Chromium, the built site and a running example, each started once for all tests of this folder."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from devlib.chromium import FLAGS, MISSING, find_chromium
from devlib.layout import EXAMPLE
from devlib.node import AXE
from devlib.ports import free_port
from devlib.programs import Program, serving

ROOT = Path(__file__).resolve().parents[2]

COMPRESSED = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}


SITE_ADDRESS = re.compile(r"(<loc>)https://[^/<]+(/)")
SERIOUS = ("serious", "critical")
RUN_AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
    ({ id, impact, nodes }) => ({ id, impact, places: nodes.map(node => node.html.slice(0, 200)) })
)"""


def _missing(reason: str) -> None:
    """Skips a test for want of a tool; where the checks of a change run, the tool has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _chromium() -> str:
    found = find_chromium()
    if found is None:
        _missing(MISSING)
    return str(found)


@pytest.fixture(scope="session")
def serious_findings() -> Callable[[Any], list[dict[str, Any]]]:
    """Gives what axe finds on a page and holds for serious or critical."""
    if not AXE.exists():
        _missing("axe is not there: run ./scripts/test browser")

    def look(page: Any) -> list[dict[str, Any]]:
        page.add_script_tag(path=str(AXE))
        return [finding for finding in page.evaluate(RUN_AXE) if finding["impact"] in SERIOUS]

    return look


@pytest.fixture(scope="session")
def browser():
    executable = _chromium()
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: it is part of etude[dev]"
    )
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page of the browser, and what went wrong on it."""

    page: object
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def note_console(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def note_request(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.outside.append(request.url)


@contextmanager
def _visiting(browser: Any) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seen = Visit(context.new_page())
    seen.page.on("console", seen.note_console)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    context.on("request", seen.note_request)
    seen.page.set_default_timeout(20_000)
    yield seen
    context.close()


@pytest.fixture
def visit(browser) -> Iterator[Visit]:
    """A fresh browser profile with one page, which remembers errors and requests to other hosts."""
    with _visiting(browser) as seen:
        yield seen


@pytest.fixture(scope="module")
def reader(browser) -> Iterator[Visit]:
    """The same for all tests of a module: a reader who goes on."""
    with _visiting(browser) as seen:
        yield seen


@pytest.fixture
def search() -> Callable[[Any, str], Any]:
    """Looks for words on a page of the site; gives the links to the pages that are found."""

    def look(page: Any, words: str) -> Any:
        page.locator("[data-md-component=search-query]").click()
        page.keyboard.insert_text(words)  # at once: one search, and results that stay
        page.keyboard.press("End")  # the theme looks when a key goes up
        found = page.locator(".md-search-result__item > a.md-search-result__link")
        found.first.wait_for()
        return found

    return look


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory) -> Path:
    """The folder of the site in all languages, built from the tree as it is."""
    folder = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [sys.executable, "scripts/docs.py", "build-all", "--site", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert build.returncode == 0, build.stdout
    return folder


@pytest.fixture(scope="session")
def site(site_folder) -> Iterator[str]:
    """The address of the site in all languages."""
    with _served(site_folder) as address:
        _move_to(address, site_folder)
        yield address


def _move_to(address: str, folder: Path) -> None:
    """Lets the map of the site name the address of the tests.

    The theme changes pages in place only where the map names them, and it keeps the port of the map.
    """
    for path in folder.rglob("sitemap.xml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(SITE_ADDRESS.sub(rf"\g<1>{address}\g<2>", text), encoding="utf-8")


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of sites do: text is compressed, and kept for a day; connections stay."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.endswith("/") else file
        if file.suffix not in COMPRESSED or not file.is_file():
            return super().send_head()
        body = gzip.compress(file.read_bytes(), compresslevel=5)
        self.send_response(200)
        self.send_header("Content-Type", f"{COMPRESSED[file.suffix]}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def playground(site) -> str:
    """The address of the site, if it was built with what runs examples."""
    try:
        with urlopen(f"{site}/playground/assets.json"):
            return site
    except HTTPError:
        _missing("the site runs no examples: run python scripts/docs.py playground")
        raise


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Host, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def example() -> Iterator[str]:
    """The address of the first example, run by the command line as a reader would."""
    port = free_port()
    command = [sys.executable, "-m", "etude", "run", EXAMPLE, "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with serving(Program("example", command, f"{address}/", os.environ)):
        yield address
