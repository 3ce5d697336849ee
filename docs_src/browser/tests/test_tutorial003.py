import json
import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("from etude import Etude", True),
        ("import json, uuid\nfrom pydantic.fields import Field", True),
        ("import socket", False),
        ("def late():\n    import subprocess", False),
        ("from sqlmodel import Session", False),
        ("from . import routers", False),
        ("open('notes.txt')", False),
    ],
)
def test_what_an_example_uses_decides(module, source, runs):
    assert module.runs_in_a_page(source) is runs


def test_the_list_holds_the_code_of_what_runs(folder):
    for path in HERE.glob("*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    runpy.run_path(str(HERE / "tutorial003.py"), run_name="__main__")

    found = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    assert sorted(found) == ["tutorial001.py", "tutorial001_py310.py"]
    assert found["tutorial001.py"] == (HERE / "tutorial001.py").read_text(encoding="utf-8")
