#!/usr/bin/env python3
"""Takes the pictures of the documentation, in Chromium, from examples that run and from the built site.

    python scripts/screenshots.py                     take all pictures
    python scripts/screenshots.py body-docs           take one
    python scripts/screenshots.py --list              name them

They are written to docs/en/docs/img/screens/. Pictures of the site are taken from site/, which
`docs.py build-all` builds.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, Callable, Iterator, Sequence

from devlib.chromium import FLAGS, MISSING, find_chromium
from devlib.layout import ROOT
from devlib.ports import free_port
from devlib.programs import Program, serving

PICTURES = ROOT / "docs" / "en" / "docs" / "img" / "screens"
SITE = ROOT / "site"
SCALE = 2
ADDRESS = "http://127.0.0.1:8000"
"""What the address bar would show: the address that the pages speak of, wherever the server listens."""


def nothing(_: Any) -> None:
    """Takes the page as it comes."""


def opened(page: Any) -> None:
    """Opens the first operation."""
    page.locator(".opblock-summary-control").first.click()
    page.locator(".responses-wrapper").first.wait_for()


def tried(page: Any) -> None:
    """Opens the first operation, to be filled in."""
    opened(page)
    page.get_by_role("button", name="Try it out").click()


def executed(page: Any) -> None:
    """Sends the request of the first operation."""
    tried(page)
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").wait_for()


def asked(page: Any) -> None:
    """Asks for an item, with the second operation."""
    page.locator(".opblock-summary-control").nth(1).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("item_id").fill("5")
    page.get_by_placeholder("q", exact=True).fill("lamp")
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").wait_for()


def authorizing(page: Any) -> None:
    """Opens the form that asks for a name and a password."""
    page.locator(".auth-wrapper .authorize").first.click()
    page.locator(".modal-ux").wait_for()


def logged_in(page: Any) -> None:
    """Fills in the form and sends it."""
    authorizing(page)
    page.locator("#oauth_username").fill("johndoe")
    page.locator("#oauth_password").fill("secret")
    page.locator(".auth-btn-wrapper .authorize").click()
    page.get_by_text("Logout").wait_for()


def with_examples(page: Any) -> None:
    """Chooses the second of the examples of a body."""
    tried(page)
    page.locator(".examples-select select").first.select_option(index=1)


@dataclass(frozen=True)
class Shot:
    """One picture: of a page of an example, or of the site when no example is named.

    Args:
        source: the example, such as `body/tutorial001`, or nothing.
        path: the address of the page.
        part: the CSS selector of what is shown.
        steps: what is done before.
        width: how wide the window is.
        height: how much of the part is shown, from its top; all of it when it is lower.
    """

    name: str
    source: str = ""
    path: str = "/docs"
    part: str = ".swagger-ui .wrapper:has(.opblock)"
    steps: Callable[[Any], None] = nothing
    width: int = 900
    height: int = 2000

    @property
    def schemes(self) -> tuple[str, ...]:
        """The colours in which it is taken; the page of ReDoc has one."""
        return ("",) if self.path == "/redoc" else ("light", "dark")

    def files(self) -> list[str]:
        """The names of its files."""
        return [f"{self.name}{f'-{scheme}' * bool(scheme)}.webp" for scheme in self.schemes]


HEAD = ".swagger-ui .information-container"
OPERATION = ".opblock"
DIALOG = ".modal-ux"
TABS = "/tutorial/query-params-str-validations/"
SHOTS = (
    Shot("home-docs", "home/tutorial001", steps=asked, height=960),
    Shot("first-steps-docs", "first_steps/tutorial001", part=OPERATION, steps=executed, height=660),
    Shot(
        "first-steps-redoc",
        "first_steps/tutorial001",
        "/redoc",
        ".redoc-wrap",
        width=1100,
        height=800,
    ),
    Shot("body-docs", "body/tutorial001", part=OPERATION, steps=tried, height=625),
    Shot(
        "examples-docs",
        "schema_extra_example/tutorial005",
        part=OPERATION,
        steps=with_examples,
        height=860,
    ),
    Shot("response-docs", "response_model/tutorial003", part=OPERATION, steps=opened, height=770),
    Shot("metadata-docs", "metadata/tutorial001", part=HEAD),
    Shot("tags-docs", "metadata/tutorial004"),
    Shot("security-docs", "security/tutorial001", part=".swagger-ui"),
    Shot("security-authorize", "security/tutorial001", part=DIALOG, steps=authorizing),
    Shot("security-logged-in", "security/tutorial003", part=DIALOG, steps=logged_in),
    Shot("site-example", path=TABS, part=".example:has(details)", height=560),
    Shot("site-notice", path="/es/tutorial/middleware/", part=".missing-translation"),
)


def take(shot: Shot, browser: Any, folder: Path) -> Iterator[Path]:
    """Takes one picture in each of its colours."""
    for scheme, name in zip(shot.schemes, shot.files()):
        page = browser.new_page(
            viewport={"width": shot.width, "height": 1000},
            device_scale_factor=SCALE,
            color_scheme=scheme or "light",
            reduced_motion="reduce",
        )
        page.goto(f"{ADDRESS}{shot.path}", wait_until="networkidle")
        shot.steps(page)
        page.mouse.move(0, 0)
        picture = page.locator(shot.part).first.screenshot(animations="disabled")
        page.close()
        yield written(picture, SCALE * shot.height, folder / name)


def written(picture: bytes, height: int, file: Path) -> Path:
    """Writes the upper part of a picture without loss, as small as that goes."""
    folder = file.parent
    folder.mkdir(parents=True, exist_ok=True)
    image = import_module("PIL.Image").open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(height, image.height)))
    image.save(file, "WEBP", lossless=True, method=6)
    return file


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing."""


@contextmanager
def running(shot: Shot, port: int, site: Path) -> Iterator[None]:
    """Serves what is shown."""
    if shot.source:
        example = str(ROOT / "docs_src" / f"{shot.source}.py")
        command = [sys.executable, "-m", "etude", "run", example, "--port", str(port)]
        address = f"http://127.0.0.1:{port}{shot.path}"
        with serving(Program("example", command, address, os.environ)):
            yield
        return
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def take_all(shots: Sequence[Shot], folder: Path, site: Path) -> Iterator[Path]:
    """Takes pictures, one after the other, in one browser."""
    port = free_port()
    flags = [*FLAGS, f"--host-resolver-rules=MAP 127.0.0.1:8000 127.0.0.1:{port}"]
    with ExitStack() as stack:
        driver = stack.enter_context(import_module("playwright.sync_api").sync_playwright())
        browser = driver.chromium.launch(executable_path=find_chromium(), args=flags)
        stack.callback(browser.close)
        for shot in shots:
            with running(shot, port, site):
                yield from take(shot, browser, folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the chosen pictures; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = [shot.name for shot in SHOTS]
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as body-docs (all)")
    parser.add_argument("--list", action="store_true", help="name the pictures, and take none")
    parser.add_argument("--to", type=Path, default=PICTURES, help="folder of the pictures")
    parser.add_argument("--site", type=Path, default=SITE, help="folder of the built site (site)")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in known]
    if unknown:
        parser.error(f"there is no picture {unknown[0]}; there are {', '.join(known)}")
    if options.list:
        print("\n".join(known))
        return 0
    chosen = [shot for shot in SHOTS if not options.names or shot.name in options.names]
    wants_site = any(not shot.source for shot in chosen)
    if find_chromium() is None:
        return _problem(MISSING)
    if wants_site and not (options.site / "index.html").is_file():
        return _problem(f"There is no site in {options.site}; run `docs.py build-all` first.")
    for file in take_all(chosen, options.to, options.site):
        print(f"{file.name}  {file.stat().st_size // 1000} kB")
    return 0


def _problem(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
