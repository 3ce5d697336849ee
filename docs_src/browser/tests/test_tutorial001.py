import asyncio
import json
import runpy
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("path", "status", "answer"),
    [
        ("/", 200, {"message": "Hello World"}),
        ("/items/5", 200, {"item_id": 5, "q": None}),
        ("/items/5?q=lamp", 200, {"item_id": 5, "q": "lamp"}),
        ("/nowhere", 404, {"detail": "Not Found"}),
    ],
)
def test_a_call_without_a_server_gets_the_answer(module, client, path, status, answer):
    found, body = asyncio.run(module.call(module.app, "GET", path))

    assert (found, json.loads(body)) == (status, answer)
    assert client.get(path).json() == answer


def test_the_method_counts(module):
    status, _ = asyncio.run(module.call(module.app, "POST", "/"))

    assert status == 405


def test_run_as_a_program_it_prints_one_answer(capsys):
    runpy.run_path(str(Path(__file__).parents[1] / "tutorial001.py"), run_name="__main__")

    assert capsys.readouterr().out == """(200, b'{"item_id":5,"q":"lamp"}')\n"""
