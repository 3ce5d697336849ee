"""Chromium, the built site and a running example, each started once for all tests of this folder."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from devlib.chromium import FLAGS, MISSING, find_chromium  # noqa: E402 - found through the line above
from devlib.layout import EXAMPLE  # noqa: E402
from devlib.ports import free_port  # noqa: E402
from devlib.programs import Program, serving  # noqa: E402

COMPRESSED = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}


def _chromium() -> str:
    found = find_chromium()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    return found or pytest.skip(MISSING)


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


@pytest.fixture
def visit(browser) -> Iterator[Visit]:
    """A fresh browser profile with one page, which remembers errors and requests to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seen = Visit(context.new_page())
    seen.page.on("console", seen.note_console)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("request", seen.note_request)
    seen.page.set_default_timeout(20_000)
    yield seen
    context.close()


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
        yield address


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of sites do: text is compressed, and kept for a day."""

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
