"""The databases on which the examples that read DATABASE_URL are tested."""

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, monkeypatch):
    """Set DATABASE_URL, or leave it out so that the example takes SQLite."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("empty_postgresql_url"))
    return request.param
