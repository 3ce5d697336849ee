"""What the command prints before the server speaks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from etude.cli.discovery import Found
from etude.cli.targets import SNIPPET, Origin, listed

REACHABLE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""The address under which this machine reaches a server that listens on a wildcard address."""

BOLD, DIM, GREEN, YELLOW = "1", "2", "32", "33"

DEVELOPMENT = """\
Starting in development mode. It is made for one developer at one machine;
for production use: {production_command}"""

SEARCHED = {
    Origin.PATH: "{file}, then upward for __init__.py files",
    Origin.ENTRYPOINT: "nowhere: --entrypoint names the module",
    Origin.IMPORT_STRING: "nowhere: the path argument names the module",
    Origin.PYPROJECT: "upward for a pyproject.toml, which is in {root}",
    Origin.DEFAULT_FILE: "the default files, of which {file} is the first that exists",
}


def banner(
    found: Found, host: str, port: int, root_path: str = "", production_command: str | None = None
) -> str:
    """Returns what is printed when a server is about to start.

    It is for development if a command for production is given.
    """
    announcement = "Starting in production mode."
    if production_command is not None:
        announcement = DEVELOPMENT.format(production_command=production_command)
    parts = [
        _painted(announcement, BOLD),
        _application(found),
        *_tip(found),
        _addresses(found, host, port, root_path),
        _painted("Logs:", DIM),
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


def _package_tree(found: Found) -> list[str]:
    """Draws the file of the module below the import root, with what makes packages of it."""
    if found.file is None or found.root not in found.file.parents:
        return [f"  {found.file or 'a package of several directories'}"]
    *packages, file = found.file.relative_to(found.root).parts
    lines = []
    for depth, package in enumerate(packages, start=1):
        lines += [f"{'  ' * depth}{package}/", f"{'  ' * depth}  __init__.py"]
    return lines if file == "__init__.py" else [*lines, f"{'  ' * (len(packages) + 1)}{file}"]


# --- parts of the banner


def _application(found: Found) -> str:
    line = f"Application    {_painted(found.import_string, GREEN)}"
    if found.origin is Origin.DEFAULT_FILE:
        line += " (found by its file name; --verbose tells how)"
    if not found.others:
        return line
    names = listed([f"`{name}`" for name in (found.app_name, *found.others)])
    note = f"The module defines {names}; the first is taken. Choose with --app NAME."
    return f"{line}\n               {_painted(note, YELLOW)}"


def _tip(found: Found) -> list[str]:
    """Returns the entry point to be written down, where it would work from the same directory."""
    if found.origin is not Origin.DEFAULT_FILE or found.root != Path.cwd():
        return []
    snippet = _painted(SNIPPET.format(entrypoint=found.import_string), DIM)
    text = "Write the entry point into pyproject.toml, and it is found from any directory below:"
    return [text, snippet]


def _addresses(found: Found, host: str, port: int, root_path: str) -> str:
    if port == 0:
        return "Server         on a free port, which the logs name"
    listening, reachable = _url(host, port), _url(REACHABLE.get(host, host), port)
    server = f"Server         {_linked(listening)}"
    if reachable != listening:
        server += f" (on this machine: {_linked(reachable)})"
    app = found.app
    if app is None or not app.openapi_url or not app.docs_url:
        return server
    prefix = (app.root_path or root_path).rstrip("/")
    docs = f"Documentation  {_linked(reachable + prefix + app.docs_url)}"
    if root_path and not app.root_path:  # which only the server knows, not the application
        docs += f" (through the proxy that removes {root_path})"
    return f"{server}\n{docs}"


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _painted(text: str, code: str) -> str:
    """Returns a text in a colour, if it goes to a terminal whose user has not set `NO_COLOR`."""
    return f"\x1b[{code}m{text}\x1b[0m" if _is_colourful() else text


def _linked(url: str) -> str:
    """Returns a URL that a terminal opens on a click."""
    return f"\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\" if _is_colourful() else url


def _is_colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
