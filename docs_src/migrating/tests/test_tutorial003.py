import json
from pathlib import Path


def test_the_stored_document_is_of_the_other_framework():
    stored = json.loads(Path("tutorial003_openapi.json").read_text(encoding="utf-8"))

    assert stored["info"]["title"] == "FastAPI"


def test_the_listed_difference_is_the_only_one(module):
    stored = json.loads(Path("tutorial003_openapi.json").read_text(encoding="utf-8"))

    assert set(module.changes(stored, module.app.openapi())) == module.MEANT


def test_any_other_change_is_found(module):
    before, after = {"a": {"b": [1], "c": 2}}, {"a": {"b": [1, 2]}, "d": {}}

    assert list(module.changes(before, after)) == ["/a/b", "/a/c", "/d"]


def test_the_operation_answers(client):
    assert client.get("/items/?limit=3").json() == {"q": None, "limit": 3}
