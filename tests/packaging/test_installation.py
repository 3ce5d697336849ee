"""``pip install ".[standard]"`` on the oldest and the newest Python, and what works then."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path

from devlib.layout import EXAMPLE, ROOT
from devlib.ports import free_port
from devlib.programs import Program, serving


def test_what_is_imported_is_what_was_installed(installed):
    answer = subprocess.check_output(
        [str(installed / "python"), "-c", "import etude; print(etude.__file__)"],
        text=True,
        cwd=ROOT,
    )

    assert installed.parent in Path(answer.strip()).parents


def test_the_installed_command_runs_the_first_example(installed):
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [str(installed / "etude"), "run", EXAMPLE, "--port", str(port)]

    with serving(Program("example", command, address, os.environ)):
        answer = urllib.request.urlopen(address, timeout=10).read()

    assert json.loads(answer) == {"message": "Hello World"}
