"""The commands `etude dev` and `etude run`."""

# Typer evaluates these annotations at run time: they are written so that Python 3.8 reads them,
# and this module leaves `from __future__ import annotations` out.
import os
import platform
import shlex
import sys
import traceback
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, List, Optional, Union

import typer
from typing_extensions import Annotated

from etude import __version__
from etude.cli import output
from etude.cli._run import ServerOptions, serve
from etude.cli.discovery import DiscoveryError, Found, Search, find
from etude.cli.output import Mode, Paint
from etude.cli.targets import DEFAULT_FILES, listed

HELP_NAMES = {"help_option_names": ["-h", "--help"]}
DEFAULT_PORT = 8000
LAST_PORT = 65535
ENVIRONMENT_VARIABLE = "ETUDE_ENV"

application = typer.Typer(
    name="etude",
    context_settings=HELP_NAMES,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


# --- options: each is declared once, with its default and its environment variable in its help.
# `Any` is what Typer declares for an option: its value stands in an annotation.


def option(*names: str, text: str, default: str, variable: str = "", **settings: Any) -> Any:
    """Declares an option whose help ends with its default and its environment variable.

    Typer's releases format these two differently, so Etude writes them itself.
    """
    notes = [f"default: {default}", *([f"env var: {variable}"] if variable else [])]
    return typer.Option(
        *names,
        help=f"{text} [{'; '.join(notes)}]",
        envvar=variable or None,
        show_default=False,
        show_envvar=False,
        **settings,
    )


def port_number(value: Union[str, int]) -> int:
    """Reads a port number, which Typer hands over as text or as the default."""
    text = str(value)
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise typer.BadParameter(
            f"{text!r} is not a port. Give a whole number from 0 to {LAST_PORT}, with --port or in "
            "the environment variable PORT."
        )
    return int(text)


def worker_count(text: str) -> int:
    """Reads a number of processes."""
    if not text.isdecimal() or int(text) < 1:
        raise typer.BadParameter(f"{text!r} is not a number of processes. Give 1 or more.")
    return int(text)


def host_option(default: str) -> Any:
    """Declares --host with the default of one command."""
    return option("--host", metavar="HOST", text="Address to listen on.", default=default)


def reload_option(default: str) -> Any:
    """Declares --reload with the default of one command."""
    text = "Start the server anew whenever a file changes. For development only."
    return option("--reload/--no-reload", text=text, default=default)


PathArgument = Annotated[
    Optional[str],
    typer.Argument(
        help="A Python file, a package directory, or an import string such as main:app. "
        "[default: the entry point in pyproject.toml, else the first that exists of "
        f"{listed(DEFAULT_FILES)}]",
        show_default=False,
    ),
]
Port = Annotated[
    int,
    option(
        "--port",
        metavar="PORT",
        parser=port_number,
        text="Port to listen on.",
        default=str(DEFAULT_PORT),
        variable="PORT",
    ),
]
ReloadDirectories = Annotated[
    Optional[List[Path]],
    option(
        "--reload-dir",
        metavar="DIRECTORY",
        text="A directory to watch for changes; may be given several times.",
        default="the current directory, or the one of the pyproject.toml in use",
    ),
]
Workers = Annotated[
    Optional[int],
    option(
        "--workers",
        metavar="NUMBER",
        parser=worker_count,
        text="Number of processes that serve the application. More than one excludes --reload. "
        "When it is not given, the server reads the environment variable WEB_CONCURRENCY.",
        default="WEB_CONCURRENCY, else 1",
    ),
]
RootPath = Annotated[
    str,
    option(
        "--root-path",
        metavar="PATH",
        text="The path prefix that a proxy removes before it passes a request on.",
        default="none",
    ),
]
AppName = Annotated[
    Optional[str],
    option(
        "--app",
        metavar="NAME",
        text="The variable that holds the application.",
        default="`app`, else `api`, else the first application that the module defines",
    ),
]
Entrypoint = Annotated[
    Optional[str],
    option(
        "--entrypoint",
        "-e",
        metavar="MODULE:NAME",
        text="Import string of the application; no path and no --app beside it.",
        default="the one in pyproject.toml",
    ),
]
Factory = Annotated[
    bool,
    option(
        "--factory",
        text="The name is that of a function without arguments that makes the application.",
        default="no",
    ),
]
ProxyHeaders = Annotated[
    bool,
    option(
        "--proxy-headers/--no-proxy-headers",
        text="Take scheme and client address from X-Forwarded-Proto and X-Forwarded-For.",
        default="proxy-headers",
    ),
]
ForwardedAllowIps = Annotated[
    Optional[str],
    option(
        "--forwarded-allow-ips",
        metavar="ADDRESSES",
        text="Addresses, separated by commas, whose forwarded headers are believed; * for all. "
        "When it is not given, the server reads the environment variable FORWARDED_ALLOW_IPS.",
        default="FORWARDED_ALLOW_IPS, else 127.0.0.1",
    ),
]
Verbose = Annotated[
    bool,
    option(
        "--verbose",
        "-v",
        text="Tell how the application was found, and show whole tracebacks.",
        default="no",
    ),
]


# --- commands


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
    verbose: Annotated[
        bool,
        option(
            "--verbose/--no-verbose",
            text="Tell how the application was found, and show whole tracebacks.",
            default="no-verbose",
        ),
    ] = False,
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


@application.command()
def dev(
    context: typer.Context,
    path: PathArgument = None,
    host: Annotated[str, host_option("127.0.0.1")] = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    reload: Annotated[bool, reload_option("reload")] = True,
    reload_dir: ReloadDirectories = None,
    root_path: RootPath = "",
    app: AppName = None,
    entrypoint: Entrypoint = None,
    factory: Factory = False,
    proxy_headers: ProxyHeaders = True,
    forwarded_allow_ips: ForwardedAllowIps = None,
    verbose: Verbose = False,
) -> None:
    """Serve an application for development.

    The server listens on this machine only and starts anew whenever a file changes. The
    environment variable ETUDE_ENV is set to "development" unless it is set already.
    """
    os.environ.setdefault(ENVIRONMENT_VARIABLE, "development")
    options = ServerOptions(
        host=host,
        port=port,
        reload=reload,
        reload_directories=tuple(reload_dir or ()),
        root_path=root_path,
        proxy_headers=proxy_headers,
        forwarded_allow_ips=forwarded_allow_ips,
    )
    search = Search(Path.cwd(), path, app, entrypoint, factory)
    start(Launch(output.DEVELOPMENT, search, options, verbose or context.obj))


@application.command()
def run(
    context: typer.Context,
    path: PathArgument = None,
    host: Annotated[str, host_option("0.0.0.0")] = "0.0.0.0",
    port: Port = DEFAULT_PORT,
    reload: Annotated[bool, reload_option("no-reload")] = False,
    workers: Workers = None,
    root_path: RootPath = "",
    app: AppName = None,
    entrypoint: Entrypoint = None,
    factory: Factory = False,
    proxy_headers: ProxyHeaders = True,
    forwarded_allow_ips: ForwardedAllowIps = None,
    verbose: Verbose = False,
) -> None:
    """Serve an application for production.

    The server listens on every address of this machine, in one process or in several.
    """
    if reload and (workers or 1) > 1:
        raise typer.BadParameter(
            f"{workers} processes cannot be reloaded. Give --workers without --reload, "
            "or --reload without --workers.",
            param_hint="'--workers'",
        )
    options = ServerOptions(
        host=host,
        port=port,
        reload=reload,
        root_path=root_path,
        proxy_headers=proxy_headers,
        forwarded_allow_ips=forwarded_allow_ips,
        workers=workers,
    )
    search = Search(Path.cwd(), path, app, entrypoint, factory)
    start(Launch(output.PRODUCTION, search, options, verbose or context.obj))


# --- from a command to the server


@dataclass(frozen=True)
class Launch:
    """All that a command was told."""

    mode: Mode
    search: Search
    options: ServerOptions
    verbose: bool


def start(launch: Launch) -> None:
    """Finds the application, says what is about to happen, and serves it."""
    found = find_or_exit(launch)
    announce(found, launch)
    serve(found, launch.options)


def find_or_exit(launch: Launch) -> Found:
    """Finds the application, or ends the command with the reason on the standard error stream."""
    try:
        return find(launch.search)
    except DiscoveryError as error:
        typer.echo(f"etude: {error}", err=True)
        if error.__cause__ is not None:
            typer.echo(f"\n{_whole_traceback(error.__cause__, launch.verbose)}", err=True)
        raise typer.Exit(error.exit_status) from None


def _whole_traceback(error: BaseException, verbose: bool) -> str:
    if not verbose:
        return "See the whole traceback with --verbose."
    return "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip()


def announce(found: Found, launch: Launch) -> None:
    """Prints the banner, and before it how the application was found where that is wanted."""
    address = output.Address(launch.options.host, launch.options.port, launch.options.root_path)
    if launch.verbose:
        print(output.explanation(found))
    paint = Paint(output.wants_colour(sys.stdout))
    command = production_command(launch.search)
    print(output.banner(found, launch.mode, address, command, paint), flush=True)


def production_command(search: Search) -> str:
    """Returns the command that serves the same application for production."""
    words = ["etude", "run", *([search.path] if search.path else [])]
    for name, value in (("--app", search.app_name), ("--entrypoint", search.entrypoint)):
        words += [name, value] if value else []
    words += ["--factory"] if search.factory else []
    return " ".join(shlex.quote(word) for word in words)
