import json
from pathlib import Path

from etude.openapi.compare import Level, compare

from .main import app

PUBLISHED = Path(__file__).with_name("openapi.json")


def test_clients_of_the_published_version_still_work():
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    changes = compare(published, app.openapi())
    breaking = [str(change) for change in changes if change.level is Level.breaking]
    assert breaking == []
