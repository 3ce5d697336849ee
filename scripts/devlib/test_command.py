"""The command ``./scripts/test``: everything that CI runs, in one line a step."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from typing import Sequence

from devlib.checks import OLDEST_FOR_TOOLS, OTHER_VERSIONS, all_steps, interpreter_for_tools
from devlib.interpreters import Minor, find_interpreter, spell
from devlib.layout import LOGS, from_root
from devlib.reporting import last_lines, say
from devlib.steps import Outcome, Step, Verdict, run_steps, with_needs

_DESCRIPTION = """\
Runs everything that CI runs, in environments that it makes under .cache/, and goes on after a
failure. The whole output of a step is in .cache/logs/STEP.log.
"""
_NO_INTERPRETER = f"""\
The tools need Python {spell(OLDEST_FOR_TOOLS)}, 3.12 or 3.13, able to make virtual environments.
None was found: neither the one that runs this script, nor on the PATH, nor known to pyenv.
Install one. On Debian and Ubuntu: apt-get install python3 python3-venv."""
_CLOSING_LINE_OF_PYTEST = re.compile(r"^=*\s*(\d+ \w+.* in [\d.]+s.*?)\s*=*$", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the chosen steps; returns the exit status."""
    tools = interpreter_for_tools()
    if tools is None:
        say(_NO_INTERPRETER, to=sys.stderr)
        return 1
    steps = all_steps(tools)
    options = _parse(arguments, [step.name for step in steps])
    if options.list:
        say(*(f"{step.name:<18} {step.about}" for step in steps))
        return 0
    try:
        if options.steps:
            return _run(with_needs(options.steps, steps), [])
        return _run(steps, _missing_versions())
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def _parse(arguments: Sequence[str] | None, names: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./scripts/test",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--list", action="store_true", help="list the steps, and run none")
    parser.add_argument(
        "steps", nargs="*", metavar="STEP", help="a step to run, with what it needs (default: all)"
    )
    options = parser.parse_args(arguments)
    unknown = [name for name in options.steps if name not in names]
    if unknown:
        parser.error(f"no step is named {', '.join(unknown)}: the steps are {', '.join(names)}")
    return options


def _missing_versions() -> list[Outcome]:
    """Tells which versions are not on this machine: skipped, but in CI a failure."""
    return [_missing(minor) for minor in OTHER_VERSIONS if find_interpreter(minor) is None]


def _missing(minor: Minor) -> Outcome:
    verdict = Verdict.FAILED if os.environ.get("CI") == "true" else Verdict.SKIPPED
    reason = f"no Python {spell(minor)} that runs is on the PATH or known to pyenv"
    return Outcome(f"tests-{spell(minor)}", verdict, reason=reason)


def _run(steps: Sequence[Step], settled: Sequence[Outcome]) -> int:
    started = time.monotonic()
    _forget_logs(steps)
    say(f"{len(steps)} steps, at most two at a time. All that they print: {from_root(LOGS)}/")
    for outcome in settled:
        _report(outcome)
    outcomes = [*settled, *run_steps(steps, _report)]
    return _conclude(outcomes, time.monotonic() - started)


def _forget_logs(steps: Sequence[Step]) -> None:
    for step in steps:
        (LOGS / f"{step.name}.log").unlink(missing_ok=True)


def _report(outcome: Outcome) -> None:
    time_taken = f"{outcome.seconds:7.1f} s"
    say(f"{outcome.verdict.value:<8} {outcome.name:<18} {outcome.reason or time_taken}")
    log = LOGS / f"{outcome.name}.log"
    if not log.exists():
        return
    if outcome.verdict is Verdict.FAILED:
        say(last_lines(log, 60), f"    (the end of {from_root(log)})")
    text = log.read_text(encoding="utf-8", errors="replace")
    for line in _CLOSING_LINE_OF_PYTEST.findall(text):
        say(line)


def _conclude(outcomes: Sequence[Outcome], seconds: float) -> int:
    bad = [outcome for outcome in outcomes if outcome.is_bad]
    skipped = [outcome for outcome in outcomes if outcome.verdict is Verdict.SKIPPED]
    passed = len(outcomes) - len(bad) - len(skipped)
    say("", f"{seconds / 60:.1f} minutes")
    for outcome in [*skipped, *bad]:
        say(f"{outcome.verdict.value:<8} {outcome.name:<18} {outcome.reason}".rstrip())
    say(f"steps: {passed} passed, {len(bad)} failed, {len(skipped)} skipped")
    return 1 if bad else 0
