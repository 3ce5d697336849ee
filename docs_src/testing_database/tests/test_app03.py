import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "app03_an"


def run(folder, **environment):
    shutil.copytree(EXAMPLE, folder / "app03", ignore=shutil.ignore_patterns("__pycache__"))
    known = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "app03"],
        cwd=folder,
        env={**known, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    counts = re.findall(r"(\d+) (\w+)", done.stdout.splitlines()[-1])
    return done.stdout, {word: int(number) for number, word in counts}


def test_without_the_variable_the_tests_on_postgresql_are_skipped(tmp_path):
    text, counts = run(tmp_path)

    assert (counts["passed"], counts["skipped"]) == (6, 6)
    assert "set TEST_DATABASE_URL to an empty PostgreSQL database" in text


def test_with_the_variable_they_run(tmp_path, empty_postgresql_url):
    _, counts = run(tmp_path, TEST_DATABASE_URL=empty_postgresql_url)

    assert counts["passed"] == 12
    assert "skipped" not in counts
