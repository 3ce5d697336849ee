"""Which examples run in the pages, as `python scripts/docs.py playground` found."""

from __future__ import annotations

import json
from typing import Any

from . import places

ASSETS = places.ROOT / ".cache" / "playground"
WORK = places.ROOT / ".cache" / "playground-work"
RESULTS = WORK / "results"


def results() -> dict[str, Any]:
    """What is known of each application: why it does not run, or how many bytes a page loads for it."""
    files = RESULTS.glob("*.json") if (ASSETS / "assets.json").is_file() else []
    topics = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return {name: result for topic in topics for name, result in topic.items()}


def sizes() -> dict[str, int]:
    """How many bytes a page loads for an example, for each that runs."""
    return {name: each["bytes"] for name, each in results().items() if not each["problem"]}
