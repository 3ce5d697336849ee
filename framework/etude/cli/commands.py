"""The commands `etude dev` and `etude run`, from their options to the server."""

# Typer evaluates the annotations of options at run time, as in `program.py`.
import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, List, Optional

import typer
import uvicorn
from typing_extensions import Annotated

from etude.cli.discovery import Found, find
from etude.cli.output import banner, explanation
from etude.cli.program import OnApplication, command, option
from etude.cli.targets import Origin


def number(least: int, most: int, refusal: str) -> Callable[[Any], int]:
    """Returns what reads a whole number, which Typer hands over as text or as the default."""

    def read(value: Any) -> int:
        text = str(value)
        if not (text.isdecimal() and least <= int(text) <= most):
            raise typer.BadParameter(f"{text!r} is {refusal}")
        return int(text)

    return read


HOST = "Address to listen on."
NO_PORT = (
    "not a port. Give a whole number from 0 to 65535, with --port or in the environment variable"
)
RELOAD = "Start the server anew whenever a file changes. For development only."
RELOAD_DIR = "A directory to watch for changes; may be given several times."
WATCHED = "the current directory, or the one of the pyproject.toml in use"
WORKERS = (
    "Number of processes that serve the application. More than one excludes --reload. "
    "When it is not given, the server reads the environment variable WEB_CONCURRENCY."
)
ROOT_PATH = "The path prefix that a proxy removes before it passes a request on."
PROXY_HEADERS = "Take scheme and client address from X-Forwarded-Proto and X-Forwarded-For."
ALLOWED = (
    "Addresses, separated by commas, whose forwarded headers are believed; * for all. "
    "When it is not given, the server reads the environment variable FORWARDED_ALLOW_IPS."
)


@dataclass(frozen=True)
class Serve(OnApplication):
    """What serves an application.

    The fields without an option have one in a single command, or one whose default differs.
    """

    host: str = field(init=False)
    port: Annotated[
        int,
        option(
            "Port to listen on.",
            "8000",
            variable="PORT",
            metavar="PORT",
            parser=number(0, 65535, f"{NO_PORT} PORT."),
        ),
    ] = 8000
    reload: bool = field(init=False)
    reload_dir: Optional[List[Path]] = field(default=None, init=False)
    workers: Optional[int] = field(default=None, init=False)
    root_path: Annotated[str, option(ROOT_PATH, "none", metavar="PATH")] = ""
    proxy_headers: Annotated[bool, option(PROXY_HEADERS, "proxy-headers")] = True
    forwarded_allow_ips: Annotated[
        Optional[str],
        option(ALLOWED, "FORWARDED_ALLOW_IPS, else 127.0.0.1", metavar="ADDRESSES"),
    ] = None

    def execute(self) -> None:
        start(self)


@command
@dataclass(frozen=True)
class Dev(Serve):
    """Serve an application for development.

    The server listens on this machine only and starts anew whenever a file changes. The
    environment variable ETUDE_ENV is set to "development" unless it is set already.
    """

    host: Annotated[str, option(HOST, "127.0.0.1", metavar="HOST")] = "127.0.0.1"
    reload: Annotated[bool, option(RELOAD, "reload")] = True
    reload_dir: Annotated[
        Optional[List[Path]], option(RELOAD_DIR, WATCHED, metavar="DIRECTORY")
    ] = None


@command
@dataclass(frozen=True)
class Run(Serve):
    """Serve an application for production.

    The server listens on every address of this machine, in one process or in several.
    """

    host: Annotated[str, option(HOST, "0.0.0.0", metavar="HOST")] = "0.0.0.0"
    reload: Annotated[bool, option(RELOAD, "no-reload")] = False
    workers: Annotated[
        Optional[int],
        option(
            WORKERS,
            "WEB_CONCURRENCY, else 1",
            metavar="NUMBER",
            parser=number(1, sys.maxsize, "not a number of processes. Give 1 or more."),
        ),
    ] = None


# --- from a command to the server


def start(options: Serve) -> None:
    """Finds the application, says what is about to happen, and serves it until a signal comes.

    The server gets an import string, so that its other processes can import the application; this
    process has imported it already and does not do so again.
    """
    if options.reload and (options.workers or 1) > 1:
        raise typer.BadParameter(
            f"{options.workers} processes cannot be reloaded. Give --workers without --reload, "
            "or --reload without --workers.",
            param_hint="'--workers'",
        )
    production = None
    if isinstance(options, Dev):
        os.environ.setdefault("ETUDE_ENV", "development")
        production = production_command(options)
    options.alias_fastapi()
    found = find(options.search)
    if options.verbose:
        print(explanation(found))
    print(banner(found, options.host, options.port, options.root_path, production), flush=True)
    uvicorn.run(
        import_string(found, options),
        host=options.host,
        port=options.port,
        reload=options.reload,
        reload_dirs=watched_directories(found, options),
        workers=options.workers,
        root_path=options.root_path,
        proxy_headers=options.proxy_headers,
        forwarded_allow_ips=options.forwarded_allow_ips,
        factory=found.factory,
        use_colors=False if os.environ.get("NO_COLOR") else None,
    )


def import_string(found: Found, options: Serve) -> str:
    """Returns what each process of the server imports, where Etude may have to be FastAPI first."""
    if not options.as_fastapi:
        return found.import_string
    os.environ["ETUDE_AS_FASTAPI"] = found.import_string
    return "etude.compat.serving:app"


def production_command(options: Serve) -> str:
    """Returns the command that serves the same application for production."""
    words = ["etude", "run", *([options.path] if options.path else [])]
    for name, value in (("--app", options.app), ("--entrypoint", options.entrypoint)):
        words += [name, value] if value else []
    words += ["--factory"] if options.factory else []
    words += ["--as-fastapi"] if options.as_fastapi else []
    return " ".join(shlex.quote(word) for word in words)


def watched_directories(found: Found, options: Serve) -> Optional[List[str]]:
    """Returns the directories whose changes reload the server, `None` for the current one.

    A project that is configured in a `pyproject.toml` is watched from that file downward, because
    the command may have been typed in one of its inner directories.
    """
    if not options.reload:
        return None
    if options.reload_dir:
        return [str(directory) for directory in options.reload_dir]
    return [str(found.root)] if found.origin is Origin.PYPROJECT else None
