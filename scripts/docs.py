"""Builds, shows and checks the documentation site.

    python scripts/docs.py live                       work on pages, reload on every change
    python scripts/docs.py live es                    the same, in another language
    python scripts/docs.py build                      build English into site/
    python scripts/docs.py build-all                  build all languages into site/
    python scripts/docs.py serve                      look at what was built
    python scripts/docs.py check                      build strictly, then follow every link
    python scripts/docs.py lint                       check how the English pages are written
    python scripts/docs.py playground                 make what runs the examples in the pages
    python scripts/docs.py linenos body/tutorial001   lines and symbols of an example
    python scripts/docs.py commands                   write the reference of the command line anew
    python scripts/docs.py new-lang ht                begin a language
    python scripts/docs.py status es                  what is translated, outdated and missing
    python scripts/docs.py check-translation es       compare translated pages with the English ones
    python scripts/docs.py stamp PAGE                 record what a translation was made from
    python scripts/docs.py verify                     check the files of all languages

It works from any folder of the repository. Exit status: 0 fine, 1 something was found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import socket
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Sequence

from docslib import language_commands, piping, places
from docslib.forms import Form, find_forms
from docslib.history import HistoryError, earlier, lost, pages_at
from docslib.links import BuiltSite
from docslib.lint import Book
from docslib.playground import playground
from docslib.problems import IncludeError, nearest
from docslib.redirects import read_redirects
from docslib.selection import Source

HOST = "127.0.0.1"
PORT = 8008
EARLIER = ""
"""What `--since` means without a commit: the last release, or where the branch began."""


def live(arguments: argparse.Namespace) -> int:
    """Serves the site, and builds and reloads a page when it or its examples change.

    A warning is only shown here, so that a page can be looked at while it is being written.
    """
    if is_taken(arguments.port):
        return taken(arguments.port)
    language = language_commands.known_language(arguments.language)
    if language is None:
        return 1
    options = ["--no-strict", "--livereload", "--dev-addr", f"{HOST}:{arguments.port}"]
    options += ["--config-file", str(language_commands.configuration_of(language))]
    return mkdocs("serve", *options)


def build(arguments: argparse.Namespace) -> int:
    """Builds the English site strictly: a warning ends it."""
    status = mkdocs("build", "--strict", "--clean", "--site-dir", str(arguments.site))
    if status == 0:
        print(f"Site: {shown(arguments.site)} ({len(list(arguments.site.rglob('*.html')))} pages)")
    return status


def serve(arguments: argparse.Namespace) -> int:
    """Serves the built site as it is."""
    if not (arguments.site / "index.html").is_file():
        return problem(f"There is no site in {shown(arguments.site)}; run `docs.py build` first.")
    if is_taken(arguments.port):
        return taken(arguments.port)
    handler = partial(SimpleHTTPRequestHandler, directory=str(arguments.site))
    with ThreadingHTTPServer((HOST, arguments.port), handler) as server:
        print("This shows a built site and does not follow changes; `docs.py live` does.")
        print(f"Serving at: http://{HOST}:{arguments.port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Builds all languages strictly, then checks every link of the built pages."""
    status = 0 if arguments.no_build else language_commands.build_all(arguments)
    if status:
        return status
    report = BuiltSite(arguments.site, site_address()).check()
    for finding in report.findings:
        print(finding, file=sys.stderr)
    print(f"{report.pages} pages, {report.references} links, {len(report.findings)} problems")
    return 1 if report.findings or not report.pages else 0


def lint(arguments: argparse.Namespace) -> int:
    """Checks how the English pages are written, by rules that need no build."""
    folder = places.language_folder(places.DEFAULT_LANGUAGE)
    book = Book.read(folder / "docs", folder / "mkdocs.yml")
    chosen = [page.removeprefix(f"{shown(book.folder)}/") for page in arguments.pages] or None
    unknown = sorted(set(chosen or ()) - set(book.pages))
    if unknown:
        return problem(f"There is no page {unknown[0]}. {nearest(unknown[0], book.pages)}")
    findings = [str(each) for each in book.problems(f"{shown(book.folder)}/", chosen)]
    try:
        findings += lost_since(arguments.since, book)
    except HistoryError as error:
        return problem(f"git cannot read {arguments.since}: {error}")
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{len(chosen or book.pages)} pages, {len(findings)} problems")
    return 1 if findings else 0


def lost_since(since: str | None, book: Book) -> list[str]:
    """The pages and ids that a commit has, and that are gone without a redirect."""
    commit = earlier(places.ROOT) if since == EARLIER else since
    if since == EARLIER and commit is None:
        print("The history is not there: what got lost since then is not looked for.")
    if commit is None:
        return []
    before = pages_at(commit, places.ROOT, shown(book.folder))
    return list(lost(before, book.pages, read_redirects(places.REDIRECTS)))


def linenos(arguments: argparse.Namespace) -> int:
    """Prints an example with line numbers, and the symbols that an include line can name."""
    try:
        forms = find_forms(places.EXAMPLES, arguments.target)
        form = chosen_form(forms, arguments.form)
        print_listing(form, forms)
    except IncludeError as error:
        return problem(str(error))
    return 0


def chosen_form(forms: Sequence[Form], name: str | None) -> Form:
    """The form of a given name, or the one on the first tab."""
    found = [form for form in forms if name in (None, form.name)]
    if not found:
        known = (form.name for form in forms)
        raise IncludeError(f"there is no form {name!r}. {nearest(str(name), known)}")
    return found[0]


def print_listing(form: Form, forms: Sequence[Form]) -> None:
    """Prints the lines of one form and the symbols that it shares with the others."""
    source = Source(shown(form.path), form.read())
    print(f"{source.name} ({form.label}), forms: {', '.join(each.name for each in forms)}\n")
    for number, line in enumerate(source.lines, start=1):
        print(f"{number:4}  {line}".rstrip())
    others = [Source(each.name, each.read()).symbols for each in forms]
    print("\nSymbols (those with ? are not in every form):")
    for name, lines in source.symbols.items():
        mark = "" if all(name in symbols for symbols in others) else "?"
        print(f"  {name + mark:<44} {as_ranges(sorted(lines))}")


def as_ranges(numbers: Sequence[int]) -> str:
    """Line numbers as people write them: `3, 5-9`."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    pairs = zip(starts, ends)
    return ", ".join(str(start) if start == end else f"{start}-{end}" for start, end in pairs)


def mkdocs(*arguments: str) -> int:
    """Runs MkDocs on the root configuration, without the notice about its successor.

    Ending this process ends MkDocs too.
    """
    if importlib.util.find_spec("mkdocs") is None:
        return problem("MkDocs is missing; run `pip install -r requirements-docs.txt`.")
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=places.ROOT, env=environment) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return 0


def site_address() -> str:
    """The address that the configuration gives to the site."""
    from mkdocs.config import load_config

    config = load_config(str(places.ROOT / "mkdocs.yml"))
    return str(config.site_url)


def commands(_: argparse.Namespace) -> int:
    """Writes the reference of the command line from the commands of Etude."""
    from docslib.commands import with_commands

    page = places.ROOT / "docs" / "en" / "docs" / "reference" / "cli.md"
    page.write_text(with_commands(page.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {shown(page)}")
    return 0


def is_taken(port: int) -> bool:
    """Whether another program listens on the port."""
    with socket.socket() as connection:
        return connection.connect_ex((HOST, port)) == 0


def taken(port: int) -> int:
    """Says that the port is taken and what to do."""
    return problem(f"Port {port} is taken; end what runs there, or give another one with --port.")


def problem(message: str) -> int:
    """Prints a problem; the exit status that goes with it."""
    print(message, file=sys.stderr)
    return 1


def shown(path: Path) -> str:
    """A path of the repository as seen from its root, another one in full."""
    full = path.resolve()
    return full.relative_to(places.ROOT).as_posix() if places.ROOT in full.parents else str(full)


def folder(text: str) -> Path:
    """A folder given on the command line, counted from the current one."""
    return Path(text).resolve()


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    main_parser = argparse.ArgumentParser(
        prog="docs.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    subparsers = main_parser.add_subparsers(dest="command", required=True)
    for function in (live, build, serve, check, lint, playground, linenos, commands):
        summary = str(function.__doc__).splitlines()[0]
        command = subparsers.add_parser(function.__name__, help=summary, description=summary)
        command.set_defaults(run=function)
        for names, options in OPTIONS[function.__name__]:
            command.add_argument(*names, **options)
    for name, (run, arguments) in language_commands.COMMANDS.items():
        summary = str(run.__doc__).splitlines()[0]
        command = subparsers.add_parser(name, help=summary, description=summary)
        command.set_defaults(run=run)
        for names, options in arguments:
            command.add_argument(*names, **options)
    return main_parser


SITE_OPTION = (
    ("--site",),
    {"type": folder, "default": places.SITE, "help": "folder of the built site (site)"},
)
PORT_OPTION = (("--port",), {"type": int, "default": PORT, "help": f"port ({PORT})"})
OPTIONS = {
    "live": (
        PORT_OPTION,
        (("language",), {"metavar": "LANG", "nargs": "?", "default": "en", "help": "(en)"}),
    ),
    "build": (SITE_OPTION,),
    "serve": (SITE_OPTION, PORT_OPTION),
    "check": (
        SITE_OPTION,
        (("--jobs",), {"type": int, "default": 2, "help": "languages to build at once (2)"}),
        (("--no-build",), {"action": "store_true", "help": "check what was built before"}),
    ),
    "commands": (),
    "lint": (
        (("pages",), {"nargs": "*", "metavar": "PAGE", "help": "such as tutorial/body.md (all)"}),
        (
            ("--since",),
            {
                "nargs": "?",
                "const": EARLIER,
                "metavar": "COMMIT",
                "help": "name also the ids that are gone since then (the last release or main)",
            },
        ),
    ),
    "playground": (
        (("topics",), {"nargs": "*", "metavar": "TOPIC", "help": "look only at these again"}),
        (("--renew",), {"action": "store_true", "help": "take the newest packages"}),
    ),
    "linenos": (
        (("target",), {"metavar": "TOPIC/NAME", "help": "such as body/tutorial001"}),
        (("--form",), {"help": "such as plain or _an_py310 (the one on the first tab)"}),
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status."""
    options = parser().parse_args(arguments)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(piping.run(main))
