"""The command `etude migrate`, from the files of a project to what is written and what is told."""

# As in commands.py, Python 3.8 evaluates the annotations of the command.
import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Tuple

import typer
from typing_extensions import Annotated

from etude.cli.program import Command, command, option

PATH = "A Python file, or a directory with all that is below it."
DIFF = "Print what would change, and write nothing."
NEEDS_LIBCST = """\
etude: `etude migrate` needs `libcst`, which is not installed.
Install Etude with its `migrate` extra:

    pip install "etude[migrate]"\
"""
SKIPPED = {"__pycache__", "build", "dist", "node_modules", "site-packages"}
SETTINGS = re.compile(
    r"pyproject\.toml|setup\.cfg|tox\.ini|Pipfile|Procfile|Makefile|.*requirements.*\.(txt|in)"
    r"|environment\.ya?ml|(docker-)?compose.*\.ya?ml|.*Dockerfile.*"
)
MENTION = re.compile(r"\bfastapi\b(?![-_])", re.IGNORECASE)


@command
@dataclass(frozen=True)
class Migrate(Command):
    """Rewrite a project that uses FastAPI so that it uses Etude.

    Imports and the names that differ are changed, and the format stays as it is. What is left to
    be done by hand is told with its file and line. A second run changes nothing more.

    Exit status: 0 when nothing is left to do, 1 when something is, 2 when the command cannot run.
    """

    path: Annotated[Path, typer.Argument(exists=True, help=PATH)] = ...  # type: ignore[assignment]  # required
    diff: Annotated[bool, option(DIFF, "no", "--diff")] = False

    def execute(self) -> None:
        """Rewrites the files, or shows how, and exits with the status that the docstring names."""
        changed = left = 0
        for file in files(self.path):
            before = file.read_bytes()
            after, told = seen(file, before)
            if after != before:
                changed += 1
                if self.diff:
                    typer.echo(difference(file, before, after), nl=False)
                else:
                    file.write_bytes(after)
            for line, message in told:
                typer.echo(f"{file}:{line}: {message}", err=True)
            left += len(told)
        verb = "would change" if self.diff else "changed"
        typer.echo(f"Files that {verb}: {changed}. Places that are left to you: {left}.", err=True)
        raise typer.Exit(1 if left or (self.diff and changed) else 0)


def files(path: Path) -> Iterator[Path]:
    """Returns the files of a project, without what others wrote: environments, builds, hidden ones."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not (
                name in SKIPPED or name.startswith(".") or (here / name / "pyvenv.cfg").exists()
            )
        )
        for name in sorted(names):
            if name.endswith((".py", ".pyi")) or SETTINGS.fullmatch(name):
                yield here / name


def seen(file: Path, source: bytes) -> Tuple[bytes, List[Tuple[int, str]]]:
    """Returns what a file becomes, and the lines with what is left to do there."""
    if file.suffix not in (".py", ".pyi"):
        lines = enumerate(source.decode("utf-8", "replace").splitlines(), start=1)
        advice = "names FastAPI, and should name Etude: "
        return source, [(at, advice + line.strip()) for at, line in lines if MENTION.search(line)]
    try:
        from libcst import ParserSyntaxError

        from etude.cli.rewriting import rewrite
    except ModuleNotFoundError as error:
        if error.name != "libcst":
            raise
        typer.echo(NEEDS_LIBCST, err=True)
        raise typer.Exit(2) from None
    try:
        return rewrite(source)
    except ParserSyntaxError as error:
        return source, [(error.raw_line, f"cannot be read: {error.message}")]
    except (SyntaxError, UnicodeDecodeError) as error:  # an encoding that is none, or another one
        return source, [(1, f"cannot be read: {error}")]


def difference(file: Path, before: bytes, after: bytes) -> str:
    """Returns a change as `git apply` and `patch -p1` read it."""
    name = Path(os.path.relpath(file)).as_posix()
    texts = [source.decode("utf-8", "surrogateescape") for source in (before, after)]
    old, new = (re.findall(r"[^\n]*\n|[^\n]+\Z", text) for text in texts)
    found = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found
    )
