"""Making the skeleton of a new example, and running one as its readers do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs_src._forms import Example, Form, split_name
from docs_src._special import special

_SOURCE = """\
from etude import Etude

app = Etude()


@app.get("/")
async def read_root():
    return {"message": "Say here what the example shows"}
"""
_ANNOTATED_SOURCE = """\
from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/")
async def read_root(limit: Annotated[int, Query(ge=1)] = 10):
    return {"limit": limit}
"""
_TEST = """\
def test_say_here_what_the_example_promises(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {}
"""


class CannotMake(Exception):
    """There is no such name, or it is taken; the exception says which."""


def make(folder: Path, name: str, *, is_annotated: bool) -> Iterator[Path]:
    """Write the source form of an example and its behaviour tests; yield what was written.

    The test fails until it says what the example promises.
    """
    topic, _, stem = name.partition("/")
    if not topic.isidentifier() or "/" in stem or not stem.isidentifier():
        raise CannotMake(f"{name!r} is no name of an example: write TOPIC/NAME")
    if split_name(stem)[1].suffix:
        raise CannotMake(f"{name!r} names a form: leave its suffix away")
    source = folder / topic / f"{stem}{'_an' if is_annotated else ''}.py"
    test = folder / topic / "tests" / f"test_{stem}.py"
    for path, text in ((source, _ANNOTATED_SOURCE if is_annotated else _SOURCE), (test, _TEST)):
        if path.exists():
            raise CannotMake(f"{path.name} is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path


def run(example: Example, form: Form, options: list[str]) -> int:
    """Serve a form with `etude dev` in a copy of its topic's files, and return its exit status."""
    known = special(example.name)
    path = example.forms[form] / "main.py" if example.forms[form].is_dir() else example.forms[form]
    program = [] if known.script else ["-m", "etude", "dev", "--reload-dir", str(path.parent)]
    command = [sys.executable, *program, str(path), *options]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / example.topic.name
        shutil.copytree(example.topic, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        environment = {**os.environ, **known.environment}
        try:
            return subprocess.run(command, cwd=folder, env=environment).returncode
        except KeyboardInterrupt:
            return 0
