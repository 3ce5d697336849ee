"""The commands `etude dev` and `etude run`, from their options to the server."""

# Typer evaluates the annotations of options at run time: they are written so that Python 3.8 reads
# them, and this module leaves `from __future__ import annotations` out.
import inspect
import os
import platform
import shlex
import sys
import traceback
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Callable, List, Optional, Type

import typer
import uvicorn
from typing_extensions import Annotated

from etude import __version__
from etude.cli.discovery import Found, find
from etude.cli.migrate import migrate
from etude.cli.output import banner, explanation
from etude.cli.targets import DEFAULT_FILES, Origin, Search, listed
from etude.compat.fastapi import install
from etude.exceptions import EtudeError

application = typer.Typer(
    name="etude",
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


# --- options: `Any` is what Typer declares for one, since its value stands in an annotation


def option(text: str, default: str, *names: str, variable: str = "", **settings: Any) -> Any:
    """Declares an option whose help ends with its default and its environment variable.

    Typer's releases format these two differently, so Etude writes them itself.
    """
    notes = f"default: {default}; env var: {variable}" if variable else f"default: {default}"
    return typer.Option(
        *names,
        help=f"{text} [{notes}]",
        envvar=variable or None,
        show_default=False,
        show_envvar=False,
        **settings,
    )


def number(least: int, most: int, refusal: str) -> Callable[[Any], int]:
    """Returns what reads a whole number, which Typer hands over as text or as the default."""

    def read(value: Any) -> int:
        text = str(value)
        if not (text.isdecimal() and least <= int(text) <= most):
            raise typer.BadParameter(f"{text!r} is {refusal}")
        return int(text)

    return read


PATH = (
    "A Python file, a package directory, or an import string such as main:app. [default: the entry "
    f"point in pyproject.toml, else the first that exists of {listed(DEFAULT_FILES)}]"
)
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
APP = "The variable that holds the application."
APPS = "`app`, else `api`, else the first application that the module defines"
ENTRYPOINT = "Import string of the application; no path and no --app beside it."
CONFIGURED = "the one in pyproject.toml"
FACTORY = "The name is that of a function without arguments that makes the application."
AS_FASTAPI = "Let `import fastapi` give Etude, in the application and in the packages it imports."
PROXY_HEADERS = "Take scheme and client address from X-Forwarded-Proto and X-Forwarded-For."
ALLOWED = (
    "Addresses, separated by commas, whose forwarded headers are believed; * for all. "
    "When it is not given, the server reads the environment variable FORWARDED_ALLOW_IPS."
)
VERBOSE = "Tell how the application was found, and show whole tracebacks."


@dataclass(frozen=True)
class Options:
    """What a command takes: each field is an option, or the argument; `None` leaves it open.

    The fields without an option have one in a single command, or one whose default differs.
    """

    path: Annotated[Optional[str], typer.Argument(help=PATH, show_default=False)] = None
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
    app: Annotated[Optional[str], option(APP, APPS, metavar="NAME")] = None
    entrypoint: Annotated[
        Optional[str],
        option(ENTRYPOINT, CONFIGURED, "--entrypoint", "-e", metavar="MODULE:NAME"),
    ] = None
    factory: Annotated[bool, option(FACTORY, "no", "--factory")] = False
    as_fastapi: Annotated[bool, option(AS_FASTAPI, "no", "--as-fastapi")] = False
    proxy_headers: Annotated[bool, option(PROXY_HEADERS, "proxy-headers")] = True
    forwarded_allow_ips: Annotated[
        Optional[str],
        option(ALLOWED, "FORWARDED_ALLOW_IPS, else 127.0.0.1", metavar="ADDRESSES"),
    ] = None
    verbose: Annotated[bool, option(VERBOSE, "no", "--verbose", "-v")] = False


@dataclass(frozen=True)
class Dev(Options):
    """Serve an application for development.

    The server listens on this machine only and starts anew whenever a file changes. The
    environment variable ETUDE_ENV is set to "development" unless it is set already.
    """

    host: Annotated[str, option(HOST, "127.0.0.1", metavar="HOST")] = "127.0.0.1"
    reload: Annotated[bool, option(RELOAD, "reload")] = True
    reload_dir: Annotated[
        Optional[List[Path]], option(RELOAD_DIR, WATCHED, metavar="DIRECTORY")
    ] = None


@dataclass(frozen=True)
class Run(Options):
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


# --- commands


def command(options: Type[Options]) -> None:
    """Adds the command whose options are the fields of a class, described by its docstring."""

    def execute(context: typer.Context, **given: Any) -> None:
        start(options(**given), verbose=given["verbose"] or context.obj)

    context = inspect.signature(execute).parameters["context"]
    parameters = [context, *inspect.signature(options).parameters.values()]
    execute.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    execute.__annotations__ = {each.name: each.annotation for each in parameters}
    application.command(options.__name__.lower(), help=inspect.getdoc(options))(execute)


command(Dev)
command(Run)
application.command()(migrate)


def print_versions(wanted: bool) -> None:
    """Prints the versions that matter in a report of a defect, and ends the command."""
    if wanted:
        print(f"Etude {__version__}")
        print(f"Python {platform.python_version()}")
        for name in ("starlette", "pydantic", "uvicorn", "typer"):
            print(f"{name.capitalize()} {version(name)}")
        raise typer.Exit


@application.callback()
def etude(
    context: typer.Context,
    verbose: Annotated[bool, option(VERBOSE, "no-verbose")] = False,
    _show_version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the versions of Etude and of what it stands on, and exit.",
            callback=print_versions,
            is_eager=True,
            show_default=False,
        ),
    ] = False,
) -> None:
    """Serve an Etude application, for development or for production."""
    context.obj = verbose


# --- from a command to the server


def start(options: Options, *, verbose: bool) -> None:
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
    found = find_or_exit(options, verbose)
    if verbose:
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


def find_or_exit(options: Options, verbose: bool) -> Found:
    """Finds the application, or ends the command with the reason on the standard error stream."""
    try:
        if options.as_fastapi:
            install()
        return find(
            Search(Path.cwd(), options.path, options.app, options.entrypoint, options.factory)
        )
    except EtudeError as error:
        typer.echo(f"etude: {error}", err=True)
        cause = error.__cause__
        if cause is not None:
            whole = traceback.format_exception(type(cause), cause, cause.__traceback__)
            advice = "See the whole traceback with --verbose."
            typer.echo("\n" + ("".join(whole).rstrip() if verbose else advice), err=True)
        raise typer.Exit(getattr(error, "exit_status", 1)) from None


def import_string(found: Found, options: Options) -> str:
    """Returns what each process of the server imports, where Etude may have to be FastAPI first."""
    if not options.as_fastapi:
        return found.import_string
    os.environ["ETUDE_AS_FASTAPI"] = found.import_string
    return "etude.compat.serving:app"


def production_command(options: Options) -> str:
    """Returns the command that serves the same application for production."""
    words = ["etude", "run", *([options.path] if options.path else [])]
    for name, value in (("--app", options.app), ("--entrypoint", options.entrypoint)):
        words += [name, value] if value else []
    words += ["--factory"] if options.factory else []
    words += ["--as-fastapi"] if options.as_fastapi else []
    return " ".join(shlex.quote(word) for word in words)


def watched_directories(found: Found, options: Options) -> Optional[List[str]]:
    """Returns the directories whose changes reload the server, `None` for the current one.

    A project that is configured in a `pyproject.toml` is watched from that file downward, because
    the command may have been typed in one of its inner directories.
    """
    if not options.reload:
        return None
    if options.reload_dir:
        return [str(directory) for directory in options.reload_dir]
    return [str(found.root)] if found.origin is Origin.PYPROJECT else None
