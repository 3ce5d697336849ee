"""What the command prints before the server speaks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from etude.cli.discovery import Found, Origin
from etude.cli.pyproject import SNIPPET
from etude.cli.targets import indented, listed

REACHABLE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""The address under which this machine reaches a server that listens on a wildcard address."""

BOLD, DIM, GREEN, YELLOW = "1", "2", "32", "33"


@dataclass(frozen=True)
class Mode:
    """One of the two ways to start a server, and what is said of it."""

    command: str
    announcement: str


DEVELOPMENT = Mode(
    "dev",
    "Starting in development mode. It is made for one developer at one machine;\n"
    "for production use: {production_command}",
)
PRODUCTION = Mode("run", "Starting in production mode.")


@dataclass(frozen=True)
class Address:
    """Where a server listens, and the path under which a proxy publishes it."""

    host: str
    port: int
    root_path: str = ""

    @property
    def url(self) -> str:
        """The URL of the address that the server listens on."""
        return _url(self.host, self.port)

    @property
    def reachable_url(self) -> str:
        """The URL that works in a browser on this machine."""
        return _url(REACHABLE.get(self.host, self.host), self.port)


@dataclass(frozen=True)
class Paint:
    """Puts colours and links around texts, or leaves the texts as they are."""

    enabled: bool

    def __call__(self, text: str, code: str) -> str:
        """Returns the text in a colour."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled else text

    def link(self, url: str) -> str:
        """Returns a URL that a terminal opens on a click."""
        return f"\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\" if self.enabled else url


def wants_colour(stream: TextIO) -> bool:
    """Tells whether a stream is a terminal whose user has not set `NO_COLOR`."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def banner(
    found: Found, mode: Mode, address: Address, production_command: str, paint: Paint
) -> str:
    """Returns what is printed when a server is about to start."""
    announcement = mode.announcement.format(production_command=production_command)
    parts = [
        paint(announcement, BOLD),
        _application(found, paint),
        *([_tip(found, paint)] if _is_tip_useful(found) else []),
        _addresses(found, address, paint),
        paint("Logs:", DIM),
    ]
    return "\n\n".join(parts) + "\n"


def explanation(found: Found) -> str:
    """Returns how an application was found, for --verbose."""
    rows = [
        ("Searched", SEARCHED[found.origin].format(file=found.file, root=found.root)),
        ("Import root", str(found.root)),
        ("Module", f"{found.module}, from {found.origin.value}"),
        ("Application", f"{found.app_name}, {found.reason}"),
        ("Import", f"from {found.module} import {found.app_name}"),
    ]
    lines = [f"{label + ':':<13}{text}" for label, text in rows]
    return "\n".join([*lines, "Package:", *_package_tree(found)]) + "\n"


# --- parts of the banner


def _application(found: Found, paint: Paint) -> str:
    line = f"Application    {paint(found.import_string, GREEN)}"
    if found.origin is Origin.DEFAULT_FILE:
        line += " (found by its file name; --verbose tells how)"
    if not found.others:
        return line
    names = listed([f"`{name}`" for name in (found.app_name, *found.others)])
    note = f"The module defines {names}; the first is taken. Choose with --app NAME."
    return f"{line}\n               {paint(note, YELLOW)}"


def _is_tip_useful(found: Found) -> bool:
    """Tells whether the entry point, written down, would work from the same directory."""
    return found.origin is Origin.DEFAULT_FILE and found.root == Path.cwd()


def _tip(found: Found, paint: Paint) -> str:
    snippet = SNIPPET.format(entrypoint=found.import_string)
    return (
        "Write the entry point into pyproject.toml, and it is found from any directory below:\n\n"
        f"{paint(indented(snippet), DIM)}"
    )


def _addresses(found: Found, address: Address, paint: Paint) -> str:
    if address.port == 0:
        return "Server         on a free port, which the logs name"
    server = paint.link(address.url)
    if address.reachable_url != address.url:
        server += f" (on this machine: {paint.link(address.reachable_url)})"
    docs = documentation_url(found, address)
    lines = [f"Server         {server}"]
    if docs is not None:
        lines.append(f"Documentation  {paint.link(docs)}{_proxy(found, address)}")
    return "\n".join(lines)


def documentation_url(found: Found, address: Address) -> str | None:
    """Returns where the application's documentation is read, or `None` when it has none."""
    app = found.app
    if app is None or not app.openapi_url or not app.docs_url:
        return None
    root_path = app.root_path or address.root_path
    return address.reachable_url + root_path.rstrip("/") + app.docs_url


def _proxy(found: Found, address: Address) -> str:
    """Says that a proxy is needed where only the server, not the application, knows the prefix."""
    if not address.root_path or (found.app and found.app.root_path):
        return ""
    return f" (through the proxy that removes {address.root_path})"


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


# --- parts of the explanation


SEARCHED = {
    Origin.PATH: "{file}, then upward for __init__.py files",
    Origin.ENTRYPOINT: "nowhere: --entrypoint names the module",
    Origin.IMPORT_STRING: "nowhere: the path argument names the module",
    Origin.PYPROJECT: "upward for a pyproject.toml, which is in {root}",
    Origin.DEFAULT_FILE: "the default files, of which {file} is the first that exists",
}


def _package_tree(found: Found) -> list[str]:
    """Draws the file of the module below the import root, with what makes packages of it."""
    if found.file is None or found.root not in found.file.parents:
        return [f"  {found.file or 'a package of several directories'}"]
    *packages, file = found.file.relative_to(found.root).parts
    lines = []
    for depth, package in enumerate(packages, start=1):
        lines.append(f"{'  ' * depth}{package}/")
        if file != "__init__.py" or depth < len(packages):
            lines.append(f"{'  ' * depth}  __init__.py")
    return [*lines, f"{'  ' * (len(packages) + 1)}{file}"]
