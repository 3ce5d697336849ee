"""What the tests of scripts/examples.py and of the collector of docs_src share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.append(str(REPOSITORY / "scripts"))


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture
def topic(tmp_path: Path) -> Path:
    """An empty topic in an empty folder of examples."""
    topic = tmp_path / "docs_src" / "shelves"
    (topic / "tests").mkdir(parents=True)
    return topic
