import os
import shutil
import sys
from io import StringIO
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from docs_src import _tables

AKASHA = {"name": "Akasha", "age": 32, "secret_name": "Lina Brandt"}


def alembic(name, *arguments, **options):
    """Run a command of Alembic as in a process of its own, and return what it writes."""
    path, written = list(sys.path), StringIO()
    config = Config("app08/alembic.ini", stdout=written, output_buffer=written)
    _tables.renew()
    try:
        getattr(command, name)(config, *arguments, **options)
    finally:
        sys.path[:] = path
        sys.modules.pop("models", None)
    return written.getvalue()


@pytest.fixture
def url(database, folder, form, monkeypatch):
    """Copy the form to where its commands may write, and return the address of its database."""
    example, form = form
    shutil.rmtree("app08", ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(example.forms[form], "app08", ignore=ignored)
    url = os.environ.get("DATABASE_URL", f"sqlite:///{folder}/database.db")
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def columns(url):
    engine = create_engine(url)
    found = inspect(engine)
    names = {
        table: [column["name"] for column in found.get_columns(table)]
        for table in found.get_table_names()
        if table != "alembic_version"
    }
    engine.dispose()
    return names


def test_each_revision_takes_the_tables_one_step_further_and_back(url):
    alembic("upgrade", "0001")
    assert columns(url) == {"hero": ["id", "name", "age", "secret_name"]}
    alembic("upgrade", "head")
    assert columns(url) == {"hero": ["id", "name", "age", "secret_name", "city"]}
    alembic("downgrade", "0001")
    assert columns(url) == {"hero": ["id", "name", "age", "secret_name"]}
    alembic("downgrade", "base")
    assert columns(url) == {}


def test_the_last_revision_has_all_that_the_models_say(url):
    alembic("upgrade", "head")

    assert "No new upgrade operations detected." in alembic("check")


def test_the_app_works_on_tables_that_alembic_made(url, client, module):
    alembic("upgrade", "head")

    response = client.post("/heroes/", json=AKASHA)

    assert response.status_code == 200
    assert response.json() == {**AKASHA, "id": 1, "city": "unknown"}
    assert client.get("/heroes/").json() == [response.json()]
    assert client.get("/heroes/1").json() == response.json()
    assert client.delete("/heroes/1").json() == {"ok": True}
    assert client.get("/heroes/1").status_code == 404
    module.engine.dispose()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_statements_can_be_read_before_they_run(url):
    text = alembic("upgrade", "0001:0002", sql=True)

    assert "ALTER TABLE hero ADD COLUMN city VARCHAR DEFAULT 'unknown' NOT NULL;" in text
    assert columns(url) == {}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_change_of_a_model_becomes_a_revision(url):
    alembic("upgrade", "head")
    models = Path("app08/models.py")
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace("    secret_name: str\n", ""), encoding="utf-8")

    alembic("revision", "drop secret name", autogenerate=True, rev_id="0003")

    written = Path("app08/migrations/versions/0003_drop_secret_name.py").read_text("utf-8")
    assert "batch_op.drop_column('secret_name')" in written
    assert "down_revision = '0002'" in written
