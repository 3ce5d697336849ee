"""The commands that tell about an application: `routes`, `openapi`, `compare` and `check`."""

# Typer evaluates the annotations of options at run time, as in `program.py`.
import json
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Iterable, List, Optional

import typer
from typing_extensions import Annotated

from etude.cli.checks import FIXES, check
from etude.cli.program import Command, CommandError, OnApplication, command, option
from etude.cli.routes import cells, entries, table_of
from etude.cli.targets import Search
from etude.openapi.compare import RULES, Change, Level, compare

FOUND, TROUBLE = 1, 2
"""The exit statuses of what looks for something: it is there, or nobody could look."""

JSON = "Print JSON for other programs."
FILTER = "Only routes with this text in method, path, name, function or file."
IGNORE = (
    "Leave out a kind of finding by its code, or one finding by code and place: "
    '--ignore "CODE GET /items/". May be given several times.'
)
DOCUMENT = (
    "A document (.json, .yaml or .yml), or an application: a file or an import string "
    "such as main:app."
)


def printed_json(value: Any) -> str:
    """Returns a value as JSON for people and for files."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def kept(found: Iterable[Any], ignored: Optional[List[str]], codes: Iterable[str]) -> List[Any]:
    """Returns the findings without those to ignore; refuses a code that no finding has."""
    for given in ignored or ():
        if given.split()[:1] not in [[code] for code in codes]:
            raise typer.BadParameter(
                f"there is no code {given!r}. The codes are {', '.join(sorted(codes))}.",
                param_hint="'--ignore'",
            )
    hidden = {" ".join(given.split()) for given in ignored or ()}
    return [each for each in found if not hidden & {each.code, f"{each.code} {each.place}"}]


@command
@dataclass(frozen=True)
class Routes(OnApplication):
    """List the routes of an application.

    They come in the order in which they are tried. Each line has the method, the path, the name of the route, its function with file and line, and
    the dependencies that run before it. A route that no request reaches is marked.
    """

    text: Annotated[Optional[str], option(FILTER, "all", "--filter", metavar="TEXT")] = None
    everything: Annotated[
        bool, option("Also what Etude adds: the document and its pages.", "no", "--all")
    ] = False
    as_json: Annotated[bool, option(JSON, "no", "--json")] = False

    def execute(self) -> None:
        """Prints a line for each route, or a JSON array."""
        found = entries(self.load(self.search))
        rows = [each.as_row() for each in found if self.everything or not each.is_of_etude]
        rows = [row for row in rows if (self.text or "") in " ".join(cells(row))]
        print(printed_json(rows) if self.as_json else table_of(rows))


FileFormat = Enum("FileFormat", {"json": "json", "yaml": "yaml"}, type=str)
Version = Enum("Version", {"v30": "3.0.3", "v31": "3.1.0", "v32": "3.2.0"}, type=str)
ReportFormat = Enum(
    "ReportFormat", {"text": "text", "json": "json", "markdown": "markdown"}, type=str
)


@command
@dataclass(frozen=True)
class Openapi(OnApplication):
    """Print the OpenAPI document of an application, without a server.

    The same application always gives the same text, so that the document can be kept in version
    control. Example: etude openapi main.py --output openapi.json
    """

    format: Annotated[
        Optional[FileFormat],
        option("How to write it.", "by the name of the output, else json"),
    ] = None
    version: Annotated[
        Optional[Version], option("The version of OpenAPI.", "the one of the application")
    ] = None
    output: Annotated[
        Optional[Path], option("The file to write.", "standard output", "--output", "-o")
    ] = None

    def execute(self) -> None:
        """Prints the document, or writes it into a file."""
        app = self.load(self.search)
        if self.version is not None:
            app.openapi_version = self.version.value
        text = self.text_of(self.describe(app))
        if self.output is None:
            print(text, end="")
            return
        try:
            self.output.write_bytes(text.encode("utf-8"))
        except OSError as error:
            raise CommandError(f"{self.output} cannot be written: {error}.") from None

    def text_of(self, document: Any) -> str:
        """Returns a document in the format that was asked for."""
        by_name = self.output is not None and self.output.suffix in (".yaml", ".yml")
        if self.format is FileFormat.yaml or (self.format is None and by_name):
            text: str = yaml_package().safe_dump(document, sort_keys=False, allow_unicode=True)
            return text
        return printed_json(document) + "\n"


def yaml_package() -> Any:
    """Returns the package that reads and writes YAML."""
    try:
        import yaml
    except ModuleNotFoundError:
        told = 'YAML needs PyYAML, which is not installed.\nRun pip install "etude[standard]".'
        raise CommandError(told) from None
    return yaml


@command
@dataclass(frozen=True)
class Compare(Command):
    """Tell what has changed between two OpenAPI documents.

    A breaking change is one after which a client of the old document may fail. The exit status is 0
    without breaking changes, 1 with some, and 2 if a document cannot be read.

    Example: etude compare openapi.json main:app
    """

    failure = TROUBLE

    old: Annotated[str, typer.Argument(help=f"What clients know. {DOCUMENT}")] = ...  # type: ignore[assignment]  # required
    new: Annotated[
        Optional[str],
        typer.Argument(
            help=f"What is to take its place. {DOCUMENT} [default: the application of the project]",
            show_default=False,
        ),
    ] = None
    format: Annotated[ReportFormat, option("How to report.", "text")] = ReportFormat.text
    ignore: Annotated[Optional[List[str]], option(IGNORE, "none", metavar="FINDING")] = None

    def execute(self) -> None:
        """Prints the changes, and exits with the status that they give."""
        old, new = self.document_of(self.old), self.document_of(self.new)
        try:
            changes = kept(compare(old, new), self.ignore, RULES)
        except ValueError as error:
            raise CommandError(str(error)) from None
        print(_REPORTS[self.format](changes))
        is_breaking = any(change.level is Level.breaking for change in changes)
        raise typer.Exit(FOUND if is_breaking else 0)

    def document_of(self, given: Optional[str]) -> Any:
        """Returns the document in a file, or that of an application."""
        if given is None or Path(given).suffix not in (".json", ".yaml", ".yml"):
            return self.describe(self.load(Search(Path.cwd(), given)))
        try:
            text = Path(given).read_text(encoding="utf-8")
            read = json.loads(text) if given.endswith(".json") else yaml_package().safe_load(text)
        except CommandError:
            raise
        except Exception as error:  # what the parsers raise
            raise CommandError(f"{given} cannot be read: {error}.") from None
        if not isinstance(read, dict):
            raise CommandError(f"{given} holds no OpenAPI document.")
        return json.loads(json.dumps(read, default=str))  # where no key is a number, as in YAML


def as_text(changes: List[Change]) -> str:
    """Returns a line for each change, the breaking ones first, and how many there are."""
    lines = [str(change) for level in Level for change in changes if change.level is level]
    return "\n".join([*lines, summary(changes)])


def as_markdown(changes: List[Change]) -> str:
    """Returns a table for each level."""
    parts = [summary(changes)]
    for level in Level:
        rows = [
            f"| `{each.place or 'document'}` | {each.part} | {each.message} | `{each.code}` |"
            for each in changes
            if each.level is level
        ]
        head = f"## {level.value.title()}\n\n| where | part | change | code |\n|---|---|---|---|"
        parts += ["\n".join([head, *rows])] if rows else []
    return "\n\n".join(parts)


def as_json(changes: List[Change]) -> str:
    """Returns an array with an object for each change."""
    return printed_json([asdict(change) for change in changes])


def summary(changes: List[Change]) -> str:
    """Returns how many changes of each level there are."""
    counts = [(sum(each.level is level for each in changes), level.value) for level in Level]
    return ", ".join(f"{count} {level}" for count, level in counts) + "."


_REPORTS = {
    ReportFormat.text: as_text,
    ReportFormat.json: as_json,
    ReportFormat.markdown: as_markdown,
}


@command
@dataclass(frozen=True)
class Check(OnApplication):
    """Look for mistakes that can be seen without a request.

    It finds routes that are never reached, operation ids that stand twice, blocking calls in
    `async def`, names in paths that nothing takes, and answers that JSON cannot hold. The exit
    status is 0 without findings, 1 with some, and 2 if the application cannot be imported.
    """

    failure = TROUBLE

    ignore: Annotated[Optional[List[str]], option(IGNORE, "none", metavar="FINDING")] = None
    as_json: Annotated[bool, option(JSON, "no", "--json")] = False

    def execute(self) -> None:
        """Prints the findings, and exits with the status that they give."""
        found = kept(check(self.load(self.search)), self.ignore, FIXES)
        if self.as_json:
            print(printed_json([each.as_row() for each in found]))
        else:
            count = f"{len(found)} finding{'s' * (len(found) != 1)}." if found else "No findings."
            print("\n".join([*map(str, found), count]))
        raise typer.Exit(FOUND if found else 0)
