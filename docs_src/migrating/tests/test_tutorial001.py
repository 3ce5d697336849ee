from pathlib import Path

import pytest

BEFORE = (Path(__file__).parents[1] / "tutorial001_before.txt").read_text(encoding="utf-8")
AFTER = BEFORE.replace("fastapi", "etude").replace("FastAPI", "Etude")


def test_the_application_answers(client):
    assert client.get("/").json() == {"message": "Hello World"}
    assert client.get("/items/3?q=lamp").json() == {"item_id": 3, "q": "lamp"}
    assert client.get("/items/lamp").status_code == 422


def test_two_lines_are_what_has_changed(module):
    source = Path(module.__file__).read_text(encoding="utf-8")

    assert AFTER in source
    assert "fastapi" not in source.lower()


def test_the_command_makes_the_same_change():
    pytest.importorskip("libcst", reason="`etude migrate` needs the extra etude[migrate]")
    from etude.cli.rewriting import rewrite

    assert rewrite(BEFORE.encode()) == (AFTER.encode(), [])
