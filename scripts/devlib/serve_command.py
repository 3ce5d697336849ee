"""The command ``./scripts/serve``: the documentation and the example that it begins with, live."""

from __future__ import annotations

import argparse
import sys
from typing import Sequence

from devlib import ports
from devlib.environments import Environment
from devlib.interpreters import SUPPORTED, find_newest
from devlib.layout import CACHE, EXAMPLE, LOGS, from_root
from devlib.programs import Program, run_together
from devlib.reporting import last_lines, say

_DESCRIPTION = f"""\
Serves the documentation and runs the example {EXAMPLE} beside it.
Both reload when you save a file. Ctrl-C ends both.

The first run makes an environment under .cache/ and takes a minute or two; later runs use it
again until pyproject.toml asks for other packages.
"""
_OLDEST = (3, 9)
_REQUIREMENTS = ("-e", ".[standard,docs]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until Ctrl-C; returns the exit status."""
    options = _parse(arguments)
    try:
        return _serve(options.docs_port, options.app_port)
    except KeyboardInterrupt:
        say("\nStopped before anything was served.")
        return 130


def _serve(docs_port: int, app_port: int) -> int:
    problems = _port_problems({"--docs-port": docs_port, "--app-port": app_port})
    if problems:
        say(*problems, "Nothing was started.", to=sys.stderr)
        return 1
    interpreter = find_newest(minor for minor in SUPPORTED if minor >= _OLDEST)
    if interpreter is None:
        say(_NO_INTERPRETER, to=sys.stderr)
        return 1
    environment = Environment("serve", interpreter, _REQUIREMENTS)
    if not _prepare(environment):
        return 1
    programs = [_documentation(environment, docs_port), _example(environment, app_port)]
    return run_together(programs, lambda: _announce(docs_port, app_port))


_NO_INTERPRETER = """\
No Python from 3.9 to 3.13 that can make virtual environments was found: neither the one that
runs this script, nor on the PATH, nor known to pyenv.
Install one. On Debian and Ubuntu: apt-get install python3 python3-venv."""


_NO_PLAYGROUND = """\
The pages do not offer to run their examples: ./scripts/test playground makes what that needs.
"""


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./scripts/serve",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for name, port, of in (("docs", 8008, "documentation"), ("app", 8000, "example")):
        parser.add_argument(
            f"--{name}-port",
            type=_port,
            default=port,
            metavar="PORT",
            help=f"where the {of} answers on {ports.HOST} (default: {port})",
        )
    options = parser.parse_args(arguments)
    if options.docs_port == options.app_port:
        parser.error(f"--docs-port and --app-port are both {options.app_port}: choose two ports")
    return options


def _port(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose a number up to 65535")
    return int(text)


def _port_problems(chosen: dict[str, int]) -> list[str]:
    return [
        f"Port {port} on {ports.HOST} is taken{_by(port)}.\n"
        f"  End that program, or choose another port: ./scripts/serve {option} {_another(port)}"
        for option, port in chosen.items()
        if not ports.is_free(port)
    ]


def _by(port: int) -> str:
    owner = ports.owner(port)
    return f" by {owner}" if owner else " by a program that this system does not let us name"


def _another(port: int) -> int:
    nearby = (port + step for step in range(1, 20) if port + step <= 65535)
    return next(filter(ports.is_free, nearby), 0) or ports.free_port()


def _prepare(environment: Environment) -> bool:
    """Makes the environment if it is not there as it should be; False if that failed."""
    if environment.is_current:
        return True
    say(
        f"Preparing {from_root(environment.folder)} with Python {environment.interpreter.label}; "
        "this happens once and takes a minute or two."
    )
    log = LOGS / "serve-environment.log"
    if environment.make(log):
        return True
    say(
        last_lines(log, 15),
        f"The environment could not be made; the lines above are the end of {from_root(log)}.",
        to=sys.stderr,
    )
    return False


def _documentation(environment: Environment, port: int) -> Program:
    address = f"{ports.HOST}:{port}"
    options = ["--no-strict", "--livereload", "--dev-addr", address]
    return Program(
        name="docs",
        command=[environment.python, "-m", "mkdocs", "serve", *options],
        address=f"http://{address}/",
        variables=environment.variables(NO_MKDOCS_2_WARNING="1"),
    )


def _example(environment: Environment, port: int) -> Program:
    watched = [f"--reload-dir={folder}" for folder in ("docs_src", "framework")]
    return Program(
        name="app",
        command=[environment.python, "-m", "etude", "dev", EXAMPLE, f"--port={port}", *watched],
        address=f"http://{ports.HOST}:{port}/",
        # Bytecode written into docs_src/ would look like a change to the documentation.
        variables=environment.variables(PYTHONPYCACHEPREFIX=str(CACHE / "bytecode")),
    )


def _announce(docs_port: int, app_port: int) -> None:
    has_playground = (CACHE / "playground" / "assets.json").is_file()
    say(
        "",
        f"  Documentation   http://{ports.HOST}:{docs_port}/",
        f"  Example         http://{ports.HOST}:{app_port}/   ({EXAMPLE})",
        f"  Its API docs    http://{ports.HOST}:{app_port}/docs",
        "",
        *([] if has_playground else [_NO_PLAYGROUND]),
        "Both reload when you save a file. Ctrl-C ends both.",
        "",
    )
