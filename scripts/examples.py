#!/usr/bin/env python3
"""Derives the forms of the examples in docs_src, and checks that they are as derived.

    python scripts/examples.py derive query_params/tutorial006
    python scripts/examples.py check
    python scripts/examples.py list

Exit status: 0 all is well, 1 something was found, 2 the command could not be carried out.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Callable

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.append(str(REPOSITORY))

from docs_src._forms import Example, examples, topics  # noqa: E402

if TYPE_CHECKING:
    from exampleslib.deriving import Derivation
    from exampleslib.hand_written import Exceptions

TOOLS = ("ruff", "libcst")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except CannotRun as error:
        print(f"examples.py: {error}", file=sys.stderr)
        return 2


class CannotRun(Exception):
    """The command cannot be carried out; the exception says what to do."""


def derive(options: argparse.Namespace) -> int:
    """Write the derived forms of the examples, and remove those that no source derives."""
    _require_tools()
    from exampleslib.checking import carry_out

    problems = 0
    for derivation in _derivations(options):
        for change in carry_out(derivation):
            print(change)
        for problem in derivation.problems:
            print(f"{derivation.example.name}: {problem}", file=sys.stderr)
        problems += len(derivation.problems)
    return 1 if problems else 0


def check(options: argparse.Namespace) -> int:
    """Report the forms, snapshots and tests that are not as the rule says."""
    _require_tools()
    from exampleslib.checking import company_findings, form_findings, orphan_findings

    derivations = _derivations(options)
    findings = [finding for derivation in derivations for finding in form_findings(derivation)]
    for derivation in derivations:
        findings += company_findings(derivation.example)
    findings += orphan_findings(_chosen_topics(options))
    for finding in findings:
        print(finding)
    forms = sum(len(derivation.example.forms) for derivation in derivations)
    if findings:
        print(f"{len(findings)} findings. Forms are written by: python scripts/examples.py derive")
        return 1
    print(f"{len(derivations)} examples, {forms} forms up to date")
    return 0


def list_forms(options: argparse.Namespace) -> int:
    """Print each example with its forms."""
    for example in _chosen(options):
        labels = " ".join(form.label for form in example.forms)
        print(f"{example.topic.name:<32} {example.stem:<20} {labels}")
    return 0


def _derivations(options: argparse.Namespace) -> list[Derivation]:
    from exampleslib import deriving, hand_written, spelling

    exceptions = _exceptions(options.folder)
    chosen = _chosen(options)
    try:
        return deriving.derive(
            (example, exceptions.get(example.name, hand_written.Exceptions())) for example in chosen
        )
    except spelling.Misspelt as error:
        raise CannotRun(
            f"ruff cannot mend this; correct the source of the form:\n{error}"
        ) from error


def _require_tools() -> None:
    missing = [tool for tool in TOOLS if importlib.util.find_spec(tool) is None]
    if missing:
        raise CannotRun(
            f"{sys.executable} has no {' and no '.join(missing)}."
            " Install the tools of this repository: python -m pip install -e '.[dev]'"
        )


def _exceptions(folder: Path) -> dict[str, Exceptions]:
    from exampleslib import hand_written

    try:
        exceptions = hand_written.read(folder)
    except hand_written.BadList as error:
        raise CannotRun(str(error)) from error
    unknown = exceptions.keys() - {example.name for example in _all(folder)}
    if unknown:
        raise CannotRun(f"{hand_written.FILE}: there is no example {', '.join(sorted(unknown))}")
    return exceptions


def _chosen(options: argparse.Namespace) -> list[Example]:
    """Return the examples that the command line names: all, of a topic, or single ones."""
    found = list(_all(options.folder))
    names = [name.rstrip("/") for name in options.names]
    for name in names:
        if not any(name in (example.name, example.topic.name) for example in found):
            raise CannotRun(
                f"there is no topic or example {name!r} in {options.folder};"
                " `python scripts/examples.py list` shows them"
            )
    return [
        example
        for example in found
        if not names or example.name in names or example.topic.name in names
    ]


def _chosen_topics(options: argparse.Namespace) -> list[Path]:
    if not options.names:
        return list(topics(options.folder))
    return sorted({example.topic for example in _chosen(options)})


def _all(folder: Path) -> Iterator[Example]:
    if not folder.is_dir():
        raise CannotRun(f"there is no folder {folder}")
    try:
        for topic in topics(folder):
            yield from examples(topic).values()
    except ValueError as error:
        raise CannotRun(f"in {topic.name}/: {error}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="examples.py", description="Derive and check the forms of the examples in docs_src."
    )
    parser.add_argument(
        "--folder", type=Path, default=REPOSITORY / "docs_src", help="another folder of examples"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in {"derive": derive, "check": check, "list": list_forms}.items():
        described = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        described.add_argument("names", nargs="*", metavar="TOPIC/NAME", help="default: all")
        described.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
