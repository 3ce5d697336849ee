"""PostgreSQL for the tests inside app03, which readers run on a server of their own."""

import pytest


@pytest.fixture(autouse=True)
def _postgresql(request, monkeypatch):
    if "app03" in request.path.parent.name and "postgresql" in request.node.name:
        url = request.getfixturevalue("empty_postgresql_url")
        monkeypatch.setenv("TEST_DATABASE_URL", url)
