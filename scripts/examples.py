#!/usr/bin/env python3
"""Makes, derives, checks and runs the examples in docs_src.

    python scripts/examples.py list                              forms and pages of each, and whether it runs there
    python scripts/examples.py new query_params/tutorial008      a skeleton with its test
    python scripts/examples.py derive query_params/tutorial006   the other forms from the source
    python scripts/examples.py check                             forms, tests, snapshots, pages
    python scripts/examples.py run query_params/tutorial006      serve it and try it

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
sys.path += [str(REPOSITORY), str(REPOSITORY / "scripts")]

from docs_src._forms import Example, examples, topics  # noqa: E402

from docslib import piping  # noqa: E402

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
    from exampleslib.showing import PAGES, include_findings, unseen_findings

    derivations = _derivations(options)
    findings = [finding for derivation in derivations for finding in form_findings(derivation)]
    for derivation in derivations:
        findings += company_findings(derivation.example)
    findings += orphan_findings(_chosen_topics(options))
    repository = options.folder.parent
    if (repository / PAGES).is_dir():
        chosen = [derivation.example for derivation in derivations]
        findings += [*unseen_findings(chosen, repository), *include_findings(repository)]
    for finding in findings:
        print(finding)
    forms = sum(len(derivation.example.forms) for derivation in derivations)
    if findings:
        count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        print(f"{count}. Forms are written by: python scripts/examples.py derive")
        return 1
    print(f"{len(derivations)} examples, {forms} forms up to date")
    return 0


def list_examples(options: argparse.Namespace) -> int:
    """Print each example with its forms, the pages that show it, and whether it runs there."""
    from docslib.runnable import results
    from exampleslib.showing import pages_by_example

    runs = results()
    shown = pages_by_example(options.folder.parent)
    for example in _chosen(options):
        labels = " ".join(form.label for form in example.forms)
        pages = ", ".join(sorted(shown.get(example.name, ())))
        problem = runs[example.name]["problem"] if example.name in runs else ""
        mark = "" if not runs else "runs" if example.name in runs and not problem else "-"
        reason = f" ({problem})" if problem else ""
        print(f"{example.name:<48} {labels:<40} {mark:<4} {pages}{reason}".rstrip())
    if not runs:
        hint = "Which of them run in the pages is known after: python scripts/docs.py playground"
        print(hint, file=sys.stderr)
    return 0


def new(options: argparse.Namespace) -> int:
    """Write the skeleton of an example and of its test."""
    from exampleslib.making import CannotMake, make

    try:
        for path in make(options.folder, options.name, is_annotated=options.annotated):
            print(f"wrote {path.relative_to(options.folder.parent)}")
    except (CannotMake, ValueError) as error:
        raise CannotRun(str(error)) from error
    print(f"Then: python scripts/examples.py derive {options.name}")
    print(f"      pytest docs_src/{options.name.partition('/')[0]} --update-openapi")
    return 0


def run(options: argparse.Namespace) -> int:
    """Serve an example with `etude dev`, until Ctrl+C."""
    from exampleslib import making

    options.names = [options.name]
    chosen = [example for example in _chosen(options) if example.name == options.name]
    if not chosen:
        raise CannotRun(f"{options.name} is a topic; name one of its examples: TOPIC/NAME")
    forms = {form.label: form for form in chosen[0].forms}
    readable = [label for label, form in forms.items() if form.is_readable]
    label = options.form or next(reversed(readable), None)
    if label not in readable:
        raise CannotRun(f"this Python runs the forms {', '.join(readable) or '(none)'}")
    print(f"{options.name}, form {label}")
    return making.run(chosen[0], forms[label], options.options)


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
        prog="examples.py", description="Make, derive, check and run the examples in docs_src."
    )
    parser.add_argument(
        "--folder", type=Path, default=REPOSITORY / "docs_src", help="another folder of examples"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in {"list": list_examples, "derive": derive, "check": check}.items():
        described = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        described.add_argument("names", nargs="*", metavar="TOPIC/NAME", help="default: all")
        described.set_defaults(command=command)
    single = {
        name: commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        for name, command in {"new": new, "run": run}.items()
    }
    for name, command in {"new": new, "run": run}.items():
        single[name].add_argument("name", metavar="TOPIC/NAME")
        single[name].set_defaults(command=command)
    single["new"].add_argument(
        "--annotated", action="store_true", help="it uses Query() or the like"
    )
    single["run"].add_argument("--form", help="for example an_py310; default: the newest that runs")
    single["run"].add_argument(
        "options", nargs="*", default=[], help="options of `etude dev`, after --"
    )
    return parser


if __name__ == "__main__":
    sys.exit(piping.run(main))
