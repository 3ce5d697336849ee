"""`pytest docs_src`: what is collected, what fails, and what people read then."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import pytest

import etude

EXAMPLE = """\
from etude import Etude

app = Etude()


@app.get("/books/")
async def read_books(limit: int = 10):
    return {"limit": limit}
"""
WARNING_EXAMPLE = "import warnings\n\n" + EXAMPLE + "\nwarnings.warn('too old', UserWarning)\n"
PROMISE = """\
def test_the_limit_has_a_default(client):
    assert client.get("/books/").json() == {"limit": 10}
"""
SETTINGS = """\
[pytest]
addopts = --import-mode=importlib --strict-markers -ra
filterwarnings = error
"""


class Outcome(NamedTuple):
    status: int
    output: str
    passed: int
    failed: int
    skipped: int


Pytest = Callable[..., Outcome]


@pytest.fixture
def shelves(topic: Path, repository: Path) -> Path:
    """A topic beside the collector of this repository, with one example and its behaviour test."""
    return lay_out(topic, repository)


@pytest.fixture(scope="module")
def snapshot(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of the example's snapshot, as `--update-openapi` writes it."""
    topic = tmp_path_factory.mktemp("once") / "docs_src" / "shelves"
    (topic / "tests").mkdir(parents=True)
    lay_out(topic, repository)
    assert run_pytest(topic.parent.parent, "docs_src", "--update-openapi").status == 0
    return (topic / "tests" / "tutorial001.openapi.json").read_text("utf-8")


@pytest.fixture
def two_forms(shelves: Path, snapshot: str) -> Path:
    """The example in two forms, with its snapshot."""
    shutil.copy(shelves / "tutorial001.py", shelves / "tutorial001_an.py")
    (shelves / "tests" / "tutorial001.openapi.json").write_text(snapshot, encoding="utf-8")
    return shelves


@pytest.fixture
def run(topic: Path) -> Pytest:
    """Run pytest as people do, in the folder above docs_src."""
    return partial(run_pytest, topic.parent.parent)


def lay_out(topic: Path, repository: Path) -> Path:
    for path in (repository / "docs_src").glob("*.py"):
        shutil.copy(path, topic.parent)
    (topic.parent.parent / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    (topic / "tutorial001.py").write_text(EXAMPLE, encoding="utf-8")
    (topic / "tests" / "test_tutorial001.py").write_text(PROMISE, encoding="utf-8")
    return topic


def run_pytest(folder: Path, *arguments: str) -> Outcome:
    found = [str(Path(etude.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, found)),
            # Plugins cost more time to load than these runs take; only one is wanted.
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_PLUGINS": "xdist.plugin" if "-n" in arguments else "",
        },
        capture_output=True,
        text=True,
    )
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last)}
    return Outcome(
        done.returncode,
        done.stdout + done.stderr,
        *(counts.get(word, 0) for word in ("passed", "failed", "skipped")),
    )


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_form_is_imported_compared_and_held_to_the_promises(
    two_forms: Path, run: Pytest
) -> None:
    outcome = run("docs_src", "-v")

    assert (outcome.status, outcome.passed) == (0, 6)
    for form in ("tutorial001", "tutorial001_an"):
        for check in (
            f"{form}.py::import",
            f"{form}.py::openapi",
            f"tests/test_tutorial001.py::test_the_limit_has_a_default[{form}]",
        ):
            assert f"docs_src/shelves/{check} PASSED" in outcome.output


def test_a_document_that_the_standard_does_not_allow_fails_and_says_where(
    two_forms: Path, run: Pytest
) -> None:
    for form in two_forms.glob("*.py"):
        replace(form, '"/books/"', '"/books/", openapi_extra={"deprecated": "soon"}')
    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.failed) == (1, 2)
    assert "tutorial001_an.py: its document is not valid OpenAPI 3.1" in outcome.output
    assert "paths//books//get/deprecated: 'soon' is not of type 'boolean'" in outcome.output


def test_the_summary_counts_examples_forms_and_promises(two_forms: Path, run: Pytest) -> None:
    expected = "docs_src: 1 examples in 2 forms: 2 imports, 2 OpenAPI documents, 2 promises run\n"

    assert expected in run("docs_src").output
    assert expected in run("docs_src", "-n", "2").output


def test_a_missing_snapshot_fails_and_says_how_to_write_it(shelves: Path, run: Pytest) -> None:
    outcome = run("docs_src")

    assert (outcome.status, outcome.failed) == (1, 1)
    assert "There is no snapshot tutorial001.openapi.json in shelves/tests" in outcome.output
    assert "pytest docs_src --update-openapi" in outcome.output
    assert not (shelves / "tests" / "tutorial001.openapi.json").exists()


def test_a_form_whose_document_differs_fails_with_a_difference_that_names_it(
    two_forms: Path, run: Pytest
) -> None:
    replace(two_forms / "tutorial001_an.py", "limit: int", "limit: str")

    outcome = run("docs_src", "-k", "openapi")

    assert (outcome.status, outcome.passed, outcome.failed) == (1, 1, 1)
    assert "tutorial001_an.py: its document is not the one of tutorial001.openapi.json" in (
        outcome.output
    )
    assert '-              "type": "integer",' in outcome.output
    assert '+              "type": "string",' in outcome.output


def test_a_changed_example_fails_until_its_snapshot_is_updated(
    two_forms: Path, run: Pytest
) -> None:
    snapshot = two_forms / "tests" / "tutorial001.openapi.json"
    before = snapshot.read_text("utf-8")
    for name in ("tutorial001.py", "tutorial001_an.py"):
        replace(two_forms / name, "limit: int = 10", "limit: int = 20")

    assert run("docs_src", "-k", "openapi").failed == 2
    assert snapshot.read_text("utf-8") == before
    assert run("docs_src", "-k", "openapi", "--update-openapi", "-n", "2").status == 0
    (parameter,) = json.loads(snapshot.read_text("utf-8"))["paths"]["/books/"]["get"]["parameters"]
    assert parameter["schema"]["default"] == 20


def test_an_update_does_not_hide_a_form_that_differs(two_forms: Path, run: Pytest) -> None:
    replace(two_forms / "tutorial001_an.py", "limit: int", "limit: str")

    outcome = run("docs_src", "-k", "openapi", "--update-openapi")

    assert (outcome.status, outcome.failed) == (1, 1)
    assert "tutorial001_an.py: its document is not the one of" in outcome.output


@pytest.mark.parametrize(
    ("edit", "is_harmless"),
    [
        (lambda parameter: parameter["schema"].update(default=10.0), True),
        (lambda parameter: parameter.update(required=0), False),
        (lambda parameter: parameter["schema"].update(deprecated=True), False),
    ],
    ids=["10 is 10.0", "false is not 0", "deprecated is more"],
)
def test_only_the_spelling_of_whole_numbers_is_forgiven_in_a_snapshot(
    two_forms: Path, run: Pytest, edit: Callable[[object], None], is_harmless: bool
) -> None:
    snapshot = two_forms / "tests" / "tutorial001.openapi.json"
    document = json.loads(snapshot.read_text("utf-8"))
    edit(document["paths"]["/books/"]["get"]["parameters"][0])
    snapshot.write_text(json.dumps(document), encoding="utf-8")

    assert run("docs_src", "-k", "openapi").failed == (0 if is_harmless else 2)


def test_deprecated_may_be_repeated_in_the_schema_of_a_deprecated_parameter(
    shelves: Path, run: Pytest
) -> None:
    replace(shelves / "tutorial001.py", "int = 10", "int = Query(10, deprecated=True)")
    replace(shelves / "tutorial001.py", "import Etude", "import Etude, Query")
    assert run("docs_src", "--update-openapi").status == 0
    snapshot = shelves / "tests" / "tutorial001.openapi.json"
    document = json.loads(snapshot.read_text("utf-8"))
    (parameter,) = document["paths"]["/books/"]["get"]["parameters"]
    if not parameter["schema"].pop("deprecated", False):
        parameter["schema"]["deprecated"] = True
    snapshot.write_text(json.dumps(document), encoding="utf-8")

    assert run("docs_src").status == 0


def test_a_broken_promise_names_the_form(two_forms: Path, run: Pytest) -> None:
    replace(two_forms / "tutorial001_an.py", '{"limit": limit}', '{"limit": limit + 1}')

    outcome = run("docs_src")

    assert (outcome.status, outcome.passed, outcome.failed) == (1, 5, 1)
    assert "::test_the_limit_has_a_default[tutorial001_an]" in outcome.output


def test_an_import_that_warns_fails(two_forms: Path, run: Pytest) -> None:
    (two_forms / "tutorial001_an.py").write_text(WARNING_EXAMPLE, encoding="utf-8")

    outcome = run("docs_src", "-k", "import")

    assert (outcome.status, outcome.failed) == (1, 1)
    assert "UserWarning: too old" in outcome.output


@pytest.fixture
def _newest_form_too_new(topic: Path, shelves: Path) -> None:
    """Let the newest form need a later Python than this one, where none of today does."""
    if sys.version_info >= (3, 10):
        replace(topic.parent / "_forms.py", "minimum=(3, 10)", "minimum=(3, 99)")


@pytest.mark.usefixtures("_newest_form_too_new")
def test_a_form_for_a_newer_python_is_not_collected_and_counted(shelves: Path, run: Pytest) -> None:
    shutil.copy(shelves / "tutorial001.py", shelves / "tutorial001_py310.py")

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed, outcome.skipped) == (0, 3, 0)
    assert "; 1 forms of these need a newer Python than 3." in outcome.output


@pytest.mark.usefixtures("_newest_form_too_new")
def test_an_example_of_newer_forms_only_is_not_collected_nor_are_its_tests(
    shelves: Path, run: Pytest
) -> None:
    (shelves / "tutorial002_py310.py").write_text("a syntax error of today\n", encoding="utf-8")
    shutil.copy(
        shelves / "tests" / "test_tutorial001.py", shelves / "tests" / "test_tutorial002.py"
    )

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed, outcome.skipped) == (0, 3, 0)


def test_an_example_whose_packages_need_a_newer_python_is_not_collected(
    shelves: Path, run: Pytest
) -> None:
    lists(shelves, 'python = "3.99"')

    outcome = run("docs_src")

    assert "no tests ran" in outcome.output


@pytest.mark.usefixtures("_newest_form_too_new")
def test_a_form_for_a_newer_python_is_refused_where_it_is_named(shelves: Path, run: Pytest) -> None:
    shutil.copy(shelves / "tutorial001.py", shelves / "tutorial001_py310.py")

    outcome = run("docs_src/shelves/tutorial001_py310.py")

    assert outcome.status != 0
    assert re.search(r"tutorial001_py310\.py needs Python 3\.(10|99)\n", outcome.output)


def test_a_signal_that_a_test_took_ends_the_run_again(shelves: Path, run: Pytest) -> None:
    (shelves / "tests" / "test_tutorial001.py").write_text(
        "import signal\n\n\n"
        "def test_that_takes_it(client):\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n\n\n"
        "def test_after_it():\n"
        "    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL\n",
        encoding="utf-8",
    )

    outcome = run("docs_src", "-k", "takes_it or after_it")

    assert (outcome.status, outcome.passed) == (0, 2)


def test_an_example_is_imported_where_there_is_an_event_loop(shelves: Path, run: Pytest) -> None:
    text = "import asyncio\n\nlock = asyncio.Lock()\n" + EXAMPLE
    (shelves / "tutorial001.py").write_text(text, encoding="utf-8")
    (shelves / "tests" / "test_tutorial001.py").write_text(
        "import asyncio\n\nasyncio.run(asyncio.sleep(0))\n" + PROMISE, encoding="utf-8"
    )

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed) == (0, 3)


def test_a_topic_and_a_single_form_can_be_chosen(two_forms: Path, run: Pytest) -> None:
    shutil.copytree(two_forms, two_forms.with_name("drawers"))

    assert run("docs_src").passed == 12
    assert run("docs_src/shelves").passed == 6
    assert run("docs_src/shelves/tutorial001_an.py").passed == 2
    assert run("docs_src", "-k", "tutorial001_an and drawers").passed == 3


def test_each_test_gets_the_example_as_new(two_forms: Path, run: Pytest) -> None:
    (two_forms / "tests" / "test_tutorial001.py").write_text(
        "import pytest\n\n\n"
        "@pytest.mark.parametrize('turn', [1, 2])\n"
        "def test_nothing_is_left_over(module, turn):\n"
        "    assert not hasattr(module, 'left')\n"
        "    module.left = turn\n",
        encoding="utf-8",
    )

    assert run("docs_src", "-k", "left_over").passed == 4


def test_an_application_may_have_any_name_if_it_is_the_only_one(shelves: Path, run: Pytest) -> None:
    replace(shelves / "tutorial001.py", "app", "my_library")

    assert run("docs_src", "--update-openapi").passed == 3


def test_two_applications_need_a_name(shelves: Path, run: Pytest) -> None:
    replace(shelves / "tutorial001.py", "app = Etude()", "one = Etude()\ntwo = app = None")
    replace(shelves / "tutorial001.py", "app = None", "Etude()")
    replace(shelves / "tutorial001.py", "@app", "@one")

    outcome = run("docs_src", "-k", "import")

    assert outcome.status == 1
    assert "expected one Etude application, or one named `app`; found one, two" in outcome.output


def test_tests_without_example_are_an_error(shelves: Path, run: Pytest) -> None:
    (shelves / "tests" / "test_tutorial009.py").write_text(PROMISE, encoding="utf-8")

    outcome = run("docs_src")

    assert outcome.status == 2
    assert "test_tutorial009.py tests no example" in outcome.output


def test_a_file_with_an_unknown_suffix_is_an_error(shelves: Path, run: Pytest) -> None:
    shutil.copy(shelves / "tutorial001.py", shelves / "tutorial001_py311.py")

    outcome = run("docs_src")

    assert outcome.status == 2
    assert "tutorial001_py311 is not the name of an example's form" in outcome.output


def test_the_modules_of_a_package_are_one_form(shelves: Path, run: Pytest) -> None:
    package = shelves / "app"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "limits.py").write_text("LIMIT = 10\n", encoding="utf-8")
    (package / "main.py").write_text(
        EXAMPLE.replace("= 10", "= LIMIT").replace(
            "import Etude\n", "import Etude\n\nfrom .limits import LIMIT\n"
        ),
        encoding="utf-8",
    )
    (shelves / "tests" / "test_app.py").write_text(PROMISE, encoding="utf-8")

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed) == (0, 6)
    assert "2 examples in 2 forms" in outcome.output
    assert (shelves / "tests" / "app.openapi.json").is_file()


def test_the_package_of_an_example_may_be_a_folder_in_it(shelves: Path, run: Pytest) -> None:
    inner = shelves / "app01" / "app"
    inner.mkdir(parents=True)
    (shelves / "app01" / "__init__.py").touch()
    (inner / "__init__.py").touch()
    shutil.copy(shelves / "tutorial001.py", inner / "main.py")
    (shelves / "tests" / "test_app01.py").write_text(PROMISE, encoding="utf-8")

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed) == (0, 6)
    assert "2 examples in 2 forms" in outcome.output


OWN_TEST = """

def test_the_example_tests_itself():
    assert app.title == "Etude"
"""


def test_tests_inside_an_example_run_and_count_as_promises(shelves: Path, run: Pytest) -> None:
    with (shelves / "tutorial001.py").open("a", encoding="utf-8") as example:
        example.write(OWN_TEST)
    shutil.copy(shelves / "tutorial001.py", shelves / "main.py")
    text = "from .main import app\n" + OWN_TEST
    (shelves / "test_main.py").write_text(text, encoding="utf-8")

    outcome = run("docs_src", "--update-openapi", "-k", "not limit", "-v")

    assert outcome.status == 0
    assert "tutorial001.py::test_the_example_tests_itself PASSED" in outcome.output
    assert "test_main.py::test_the_example_tests_itself PASSED" in outcome.output
    assert "2 examples in 2 forms: 2 imports, 2 OpenAPI documents, 3 promises run" in outcome.output


def test_packages_of_two_topics_with_one_name_run_their_own_tests(
    shelves: Path, run: Pytest
) -> None:
    for topic, title in ((shelves, "Shelves"), (shelves.parent / "boxes", "Boxes")):
        package = topic / "app_b"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        text = EXAMPLE.replace("Etude()", f"Etude(title={title!r})")
        (package / "main.py").write_text(text, encoding="utf-8")
        text = f"from .main import app\n{OWN_TEST}".replace('"Etude"', repr(title))
        (package / "test_main.py").write_text(text, encoding="utf-8")

    outcome = run("docs_src", "--update-openapi", "-k", "itself")

    assert (outcome.status, outcome.passed) == (0, 2), outcome.output


@pytest.mark.parametrize("is_listed", [True, False])
def test_an_example_with_tests_may_give_the_warning_that_is_listed_for_it(
    shelves: Path, run: Pytest, is_listed: bool
) -> None:
    text = EXAMPLE + "\n\n@app.on_event('startup')\ndef start(): ...\n" + OWN_TEST
    (shelves / "tutorial001.py").write_text(text, encoding="utf-8")
    if is_listed:
        lists(shelves, 'warns = "on_event() is deprecated"')

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status == 0) is is_listed, outcome.output
    assert outcome.passed == (4 if is_listed else 0)


@pytest.mark.usefixtures("_newest_form_too_new")
def test_a_package_for_a_newer_python_is_not_looked_into(shelves: Path, run: Pytest) -> None:
    package = shelves / "app_py310"
    package.mkdir()
    for name in ("__init__.py", "conftest.py", "main.py", "test_main.py"):
        (package / name).write_text("a syntax error of today\n", encoding="utf-8")

    outcome = run("docs_src", "--update-openapi")

    assert (outcome.status, outcome.passed, outcome.skipped) == (0, 3, 0)


def test_an_example_runs_in_a_copy_of_its_topic(shelves: Path, run: Pytest) -> None:
    (shelves / "notes").mkdir()
    (shelves / "notes" / "limit.txt").write_text("10", encoding="utf-8")
    replace(
        shelves / "tutorial001.py",
        "\napp =",
        "\nLIMIT = int(open('notes/limit.txt').read())\napp =",
    )
    (shelves / "tests" / "test_tutorial001.py").write_text(
        "from pathlib import Path\n\n\n"
        "def test_what_it_writes_is_not_written_here(module):\n"
        "    Path('log.txt').write_text(str(module.LIMIT))\n"
        "    assert not Path(module.__file__).with_name('log.txt').exists()\n",
        encoding="utf-8",
    )

    outcome = run("docs_src", "--update-openapi", "-W", "ignore::ResourceWarning")

    assert (outcome.status, outcome.passed) == (0, 3)


def test_a_file_that_an_example_leaves_behind_fails_the_run(two_forms: Path, run: Pytest) -> None:
    with (two_forms / "tutorial001_an.py").open("a", encoding="utf-8") as example:
        example.write("\nopen(__file__ + '.log', 'w').close()\n")

    outcome = run("docs_src")

    assert outcome.failed == 0
    assert outcome.status == 1
    assert "examples left files behind: shelves/tutorial001_an.py.log" in outcome.output


def lists(shelves: Path, entry: str) -> None:
    text = f'["shelves/tutorial001"]\n{entry}\nreason = "It is the lesson."\n'
    (shelves.parent / "special.toml").write_text(text, encoding="utf-8")


def test_a_script_is_imported_and_has_no_document(shelves: Path, run: Pytest) -> None:
    lists(shelves, "script = true")
    (shelves / "tutorial001.py").write_text("print('no application')\n", encoding="utf-8")

    assert run("docs_src", "-k", "not limit").passed == 1


@pytest.mark.parametrize(("text", "status"), [("raise ValueError('too wide')", 0), ("", 1)])
def test_an_example_whose_lesson_is_an_error_must_raise_it(
    shelves: Path, run: Pytest, text: str, status: int
) -> None:
    lists(shelves, 'raises = "too wide"')
    (shelves / "tutorial001.py").write_text(text + "\n", encoding="utf-8")

    assert run("docs_src", "-k", "not limit").status == status


def test_an_example_is_imported_with_the_variables_that_it_needs(
    shelves: Path, run: Pytest
) -> None:
    lists(shelves, 'environment = { SHELF = "upper" }')
    replace(shelves / "tutorial001.py", "\napp =", "\nimport os\nos.environ['SHELF']\napp =")

    assert run("docs_src", "--update-openapi").passed == 3


@pytest.mark.parametrize("entry", ["scripts = true", ""])
def test_a_wrong_entry_of_the_special_examples_is_named(
    shelves: Path, run: Pytest, entry: str
) -> None:
    lists(shelves, entry)

    outcome = run("docs_src")

    assert outcome.status != 0
    assert "special.toml: shelves/tutorial001 " in outcome.output


SERVER_TESTS = """\
import psycopg


def count_tables(url):
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE shelf (id INTEGER)")
        question = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        return connection.execute(question).fetchone()[0]


def test_the_database_is_empty(empty_postgresql_url):
    assert count_tables(empty_postgresql_url) == 1


def test_the_database_is_empty_again(empty_postgresql_url):
    assert count_tables(empty_postgresql_url) == 1


def test_redis_answers(redis_url):
    redis = __import__("pytest").importorskip("redis")
    with redis.Redis.from_url(redis_url) as connection:
        assert connection.ping()
"""


def test_examples_may_ask_for_postgresql_and_redis(shelves: Path, run: Pytest) -> None:
    pytest.importorskip("psycopg")
    (shelves / "tests" / "test_tutorial001.py").write_text(SERVER_TESTS, encoding="utf-8")

    outcome = run("docs_src", "-k", "database or redis")

    assert outcome.status == 0
    assert outcome.passed + outcome.skipped == 3


def test_a_test_that_lacks_a_server_names_the_debian_package(
    shelves: Path, run: Pytest, topic: Path
) -> None:
    replace(topic.parent / "_servers.py", '"redis-server")', '"no-redis-server")')
    replace(topic.parent / "_servers.py", '"/usr/lib/postgresql"', '"/usr/lib/no-postgresql"')
    replace(topic.parent / "_servers.py", 'which("initdb")', 'which("no-initdb")')
    (shelves / "tests" / "test_tutorial001.py").write_text(
        "def test_redis(redis_url):\n    pass\n\n\ndef test_postgresql(postgresql_url):\n    pass\n",
        encoding="utf-8",
    )

    outcome = run("docs_src", "-k", "redis or postgresql")

    assert (outcome.passed, outcome.skipped) == (0, 2)
    assert "(Debian package redis-server)" in outcome.output
    assert "(Debian package postgresql)" in outcome.output


SQLMODEL_EXAMPLE = """\
from etude import Etude
from sqlmodel import Field, SQLModel


class Book(SQLModel, table=True):
    id: int = Field(primary_key=True)


app = Etude()


@app.get("/tables/")
def read_tables():
    return sorted(SQLModel.metadata.tables)


def test_the_table_is_there():
    assert read_tables() == ["book"]
    assert Book.metadata is SQLModel.metadata
"""


def test_examples_with_equal_tables_do_not_meet(shelves: Path, run: Pytest) -> None:
    pytest.importorskip("sqlmodel")
    (shelves / "tutorial001.py").unlink()
    (shelves / "tests" / "test_tutorial001.py").unlink()
    for name in ("tutorial001.py", "tutorial001_py39.py", "tutorial002.py"):
        (shelves / name).write_text(SQLMODEL_EXAMPLE, encoding="utf-8")

    outcome = run("docs_src", "--update-openapi")

    assert outcome.status == 0
    assert outcome.failed == 0


ASKING = """\
import pytest


@pytest.mark.parametrize("limit", [3, 4])
def test_the_limit_can_be_chosen(client, limit):
    assert client.get(f"/books/?limit={limit}", headers={"x-reader": "Noor"}).status_code == 200
    assert client.get("/books/?limit=99").status_code == 200


def test_nothing_is_asked(app):
    assert app.routes


def test_a_message_comes_back(app, client):
    @app.websocket("/echo")
    async def echo(socket: WebSocket):
        await socket.accept()
        await socket.send_text(await socket.receive_text())

    with client.websocket_connect("/echo") as session:
        session.send_text("sea")
        assert session.receive_text() == "sea"


def test_a_body_is_sent(client):
    assert client.post("/books/", json={"title": "Kelp"}).status_code == 405
"""


def test_the_first_request_of_each_test_of_the_last_form_is_written(
    two_forms: Path, run: Pytest
) -> None:
    tests = "from etude import WebSocket\n\n" + PROMISE + ASKING
    (two_forms / "tests" / "test_tutorial001.py").write_text(tests, encoding="utf-8")

    outcome = run("docs_src", "--last-forms", "--write-requests", "requests")

    assert (outcome.failed, outcome.passed) == (0, 6)
    folder = two_forms.parent.parent / "requests" / "shelves" / "tutorial001"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.iterdir())]
    plain = {"method": "GET", "url": "/books/", "headers": [], "body": None, "status": 200}
    assert records == [
        {**plain, "answer": {"text": '{"limit":10}'}},
        {
            **plain,
            "url": "/books/?limit=4",
            "headers": [["x-reader", "Noor"]],
            "answer": {"text": '{"limit":4}'},
        },
        {
            "method": "WEBSOCKET",
            "url": "/echo",
            "headers": [],
            "sent": [{"text": "sea"}],
            "received": [{"text": "sea"}],
        },
        {
            **plain,
            "method": "POST",
            "headers": [["content-type", "application/json"]],
            "body": {"text": '{"title":"Kelp"}'},
            "status": 405,
            "answer": {"text": '{"detail":"Method Not Allowed"}'},
        },
    ]
