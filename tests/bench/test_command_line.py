"""What `scripts/bench.py` says about its options."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks.results import MICROSECONDS, PROCESS, Result
from benchmarks.subjects import SUBJECTS

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


def test_publishing_leaves_what_was_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script: Any = importlib.import_module("bench")
    monkeypatch.setattr(script, "PUBLISHED", tmp_path)
    (tmp_path / "scale.md").write_text("from another day", encoding="utf-8")
    result = Result(PROCESS, "W1", "hello", MICROSECONDS, {"etude": [1000.0, 2000.0, 3000.0]})
    about: dict[str, Any] = {
        "command": "",
        "time": "2026-01-01 12:00 UTC",
        "checkout": "",
        "versions": {},
    }
    about["machine"] = {"cpu": "", "cores": 2, "system": ""}
    script.publish([result], script.Plan([SUBJECTS["etude"]], [], {}, None), about)
    assert "3 rounds" in (tmp_path / "process.md").read_text(encoding="utf-8")
    assert (tmp_path / "scale.md").read_text(encoding="utf-8") == "from another day"


def test_the_help_lists_subjects_and_workloads() -> None:
    words = " ".join(bench("--help").stdout.split())
    assert "subjects: etude this checkout fastapi FastAPI" in words
    assert "workloads: W1 hello, JSON W2" in words
