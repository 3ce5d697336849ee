import json
from pathlib import Path

from etude import Etude

app = Etude()


@app.get("/items/")
def read_items(q: str | None = None, limit: int = 10):
    return {"q": q, "limit": limit}


def changes(before, after, path=""):
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from changes(before.get(key), after.get(key), f"{path}/{key}")
    elif before != after:
        yield path


MEANT = {"/info/title"}


def test_the_document_is_still_the_same():
    stored = Path("tutorial003_openapi.json").read_text(encoding="utf-8")
    assert set(changes(json.loads(stored), app.openapi())) - MEANT == set()
