"""What `scripts/bench.py` says about its options."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "bench.py"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--subjects", "etude,nope"], "--subjects etude,nope: nope is not among etude, fastapi"),
        (["--workloads", "W0"], "--workloads W0: W0 is not among W1, W2"),
        (["--workloads", ","], "--workloads ,: nothing is not among W1, W2"),
        (["--profile", "etude", "W0"], "--profile W0: W0 is not among W1, W2"),
        (["--only", "x"], "--only x: x is not among process, scale, network"),
        (["--rounds", "0"], "0 is not 1 or more"),
        (["--write"], "--write goes with --calls"),
        (["--calls", "--subjects", "nope"], "--subjects nope: nope is not among etude, fastapi"),
    ],
)
def test_a_wrong_option_is_answered_with_what_there_is(arguments: list[str], said: str) -> None:
    done = bench(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_lists_the_workloads() -> None:
    assert "W1 hello, JSON W2" in " ".join(bench("--help").stdout.split())
