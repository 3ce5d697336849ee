"""What all commands share: the program, how a command is added to it, and its common options.

A command is a dataclass. Its fields are the options, its docstring is the help, and `execute` does
the work; `@command` adds it. The modules of commands are listed in `etude.cli`.
"""

# Typer evaluates the annotations of options at run time: they are written so that Python 3.8 reads
# them, and this module leaves `from __future__ import annotations` out.
import abc
import contextlib
import inspect
import json
import platform
import sys
import traceback
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Optional, Type, TypeVar

import typer
from typing_extensions import Annotated

from etude import Etude, __version__
from etude.cli.discovery import find, made
from etude.cli.targets import DEFAULT_FILES, DiscoveryError, Search, listed
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


# --- commands

PATH = (
    "A Python file, a package directory, or an import string such as main:app. [default: the entry "
    f"point in pyproject.toml, else the first that exists of {listed(DEFAULT_FILES)}]"
)
APP = "The variable that holds the application."
APPS = "`app`, else `api`, else the first application that the module defines"
ENTRYPOINT = "Import string of the application; no path and no --app beside it."
CONFIGURED = "the one in pyproject.toml"
FACTORY = "The name is that of a function without arguments that makes the application."
AS_FASTAPI = "Let `import fastapi` give Etude, in the application and in the packages it imports."
VERBOSE = "Tell how the application was found, and show whole tracebacks."


class CommandError(EtudeError):
    """A command cannot go on; the message says why and what to do."""


@dataclass(frozen=True)
class Command(abc.ABC):
    """A command: each field is an option, or an argument; `None` leaves it open."""

    failure: ClassVar[Optional[int]] = None
    """The exit status where there is no application, unless it tells another."""

    verbose: Annotated[bool, option(VERBOSE, "no", "--verbose", "-v")] = False

    @abc.abstractmethod
    def execute(self) -> None:
        """Does what the command is for."""

    def load(self, search: Search) -> Etude:
        """Finds an application and makes it; what its modules print goes to the error stream."""
        with contextlib.redirect_stdout(sys.stderr):
            return made(find(search))

    def describe(self, app: Etude) -> Any:
        """Returns the document of an application as JSON has it."""
        try:
            return json.loads(json.dumps(app.openapi()))
        except Exception as error:
            first = str(error).partition("\n")[0]
            told = f"The document cannot be made: {type(error).__name__}: {first}"
            raise CommandError(told) from error

    def failed(self, error: Exception) -> typer.Exit:
        """Prints why the command cannot go on; returns what ends it."""
        typer.echo(f"etude: {error}", err=True)
        cause = error.__cause__
        if cause is not None:
            whole = traceback.format_exception(type(cause), cause, cause.__traceback__)
            advice = "See the whole traceback with --verbose."
            typer.echo("\n" + ("".join(whole).rstrip() if self.verbose else advice), err=True)
        status: int = getattr(error, "exit_status", 1)
        return typer.Exit(self.failure or status)


@dataclass(frozen=True)
class OnApplication(Command):
    """A command that works on one application."""

    path: Annotated[Optional[str], typer.Argument(help=PATH, show_default=False)] = None
    app: Annotated[Optional[str], option(APP, APPS, metavar="NAME")] = None
    entrypoint: Annotated[
        Optional[str],
        option(ENTRYPOINT, CONFIGURED, "--entrypoint", "-e", metavar="MODULE:NAME"),
    ] = None
    factory: Annotated[bool, option(FACTORY, "no", "--factory")] = False
    as_fastapi: Annotated[bool, option(AS_FASTAPI, "no", "--as-fastapi")] = False

    @property
    def search(self) -> Search:
        """What was given to say which application is meant."""
        return Search(Path.cwd(), self.path, self.app, self.entrypoint, self.factory)

    def load(self, search: Search) -> Etude:
        """Finds an application and makes it, where Etude may have to be FastAPI first."""
        self.alias_fastapi()
        return super().load(search)

    def alias_fastapi(self) -> None:
        """Lets `import fastapi` give Etude if that is wanted."""
        try:
            if self.as_fastapi:
                install()
        except EtudeError as error:
            raise CommandError(str(error)) from None


_Command = TypeVar("_Command", bound=Command)


def command(options: Type[_Command]) -> Type[_Command]:
    """Adds the command that a class describes, under its name in lower case."""

    def execute(context: typer.Context, **given: Any) -> None:
        given["verbose"] = given["verbose"] or context.obj
        chosen = options(**given)
        try:
            chosen.execute()
        except (CommandError, DiscoveryError) as error:
            raise chosen.failed(error) from None

    context = inspect.signature(execute).parameters["context"]
    parameters = [context, *inspect.signature(options).parameters.values()]
    execute.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    execute.__annotations__ = {each.name: each.annotation for each in parameters}
    application.command(options.__name__.lower(), help=inspect.getdoc(options))(execute)
    return options


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
    """Serve an application that is made with Etude, and tell about it.

    To begin, write the application into a file main.py and run: etude dev main.py
    """
    context.obj = verbose
