"""`pytest docs_src` runs every example in every form that this Python can read.

Of each form it checks that it can be imported, that its OpenAPI document is the one snapshot of the
example, and that the document is valid in each version of OpenAPI. The behaviour tests in
`<topic>/tests/test_<stem>.py` are written once and run for each form: they ask for `client`, `app` or
`module`. Tests inside an example run as well. A form for a newer Python is not collected, and counted in the
summary. Examples that are no application are listed in special.toml.
Everything runs in a temporary folder that holds the files of the topic that are not Python.
Snapshots are written with `--update-openapi`, and never without it. `--write-documents FOLDER` writes
the document of each example in each version, for programs that check documents.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, Callable, Iterator, Set

import pytest

from etude import Etude
from etude.testclient import TestClient

from . import _documents, _recording, _tables
from ._folders import copy_side_files, files_of_the_folder
from ._forms import Example, Form, examples, is_form, split_name
from ._loading import find_app, listed_warning_ignored, load
from ._servers import empty_postgresql_url, postgresql_url, redis_url  # noqa: F401  # fixtures
from ._special import oldest_python, runs_here, special

HERE = Path(__file__).parent

_TEST = re.compile(r"^(async )?def test_", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-openapi",
        action="store_true",
        help="docs_src: rewrite the OpenAPI snapshots that are missing or out of date",
    )
    parser.addoption(
        "--write-documents",
        metavar="FOLDER",
        type=lambda folder: Path(folder).absolute(),
        help="docs_src: write the documents of all examples in all versions of OpenAPI",
    )
    parser.addoption(
        "--write-requests",
        metavar="FOLDER",
        type=lambda folder: Path(folder).absolute(),
        help="docs_src: write the first request of each test, for the examples in the pages",
    )
    parser.addoption(
        "--last-forms", action="store_true", help="docs_src: run only the last form of each"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Leave the pools of databases alone that go with the modules that a run forgets.

    And an old name inside Strawberry's last release for Python 3.9.
    """
    config.addinivalue_line("filterwarnings", "ignore:unclosed database:ResourceWarning")
    config.addinivalue_line("filterwarnings", "ignore:The 'lia' package:DeprecationWarning")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Any:
    """Collect the file of a form as an example, with the tests that it holds."""
    collectors = yield
    if _is_for_a_newer_python(file_path):
        return []
    entry = _entry_of_main(file_path)
    found = _form_at(entry)
    if found is None:
        return collectors
    example, form = found
    collected: list[pytest.Collector] = [
        FormFile.from_parent(parent, path=file_path, example=example, form=form)
    ]
    if runs_here(example, form) and _TEST.search(file_path.read_text(encoding="utf-8")):
        collected.append(pytest.Module.from_parent(parent, path=file_path))
    return collected


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Leave a form of several modules out that this Python cannot read, without looking inside."""
    found = _form_at(path)
    if found is None:
        return None
    if runs_here(*found):
        _forget_namesake(path)  # before pytest imports its conftest.py
        return None
    return FormFile.from_parent(parent, path=path / "main.py", example=found[0], form=found[1])


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """Import the tests inside examples where these find their files, and apart from the others."""
    found = _form_around(collector.path) if isinstance(collector, pytest.Module) else None
    if found is None:
        return (yield)
    example, form = found
    _forget_namesake(example.forms[form])
    before = os.getcwd()
    os.chdir(HERE / collector.path.relative_to(HERE).parts[0])
    _tables.restore(_name(*found))
    try:
        with listed_warning_ignored(example):
            return (yield)
    finally:
        os.chdir(before)
        _part_tables(*found)


def _forget_namesake(package: Path) -> None:
    """Forget a package of another topic: pytest imports packages by their own name, such as app_b."""
    for name in [each for each in sys.modules if f"{each}.".startswith(f"{package.name}.")]:
        file = getattr(sys.modules[name], "__file__", None)
        if file is not None and package not in Path(file).parents:
            del sys.modules[name]


def pytest_plugin_registered(plugin: object) -> None:
    """Part the tables of a form whose conftest.py has just been imported from those of the next."""
    path = Path(getattr(plugin, "__file__", None) or "/")
    found = _form_around(path) if path.name == "conftest.py" and HERE in path.parents else None
    if found is not None:
        _part_tables(*found)


def _part_tables(example: Example, form: Form) -> None:
    _tables.keep(_name(example, form))
    _tables.renew()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    found = None if isinstance(item, Check) else _form_around(item.path)
    if found is not None:
        _tables.restore(_name(*found))


def _name(example: Example, form: Form) -> str:
    return example.name + form.suffix


def _entry_of_main(path: Path) -> Path:
    """Return the folder of an example for its main.py or app/main.py, and any other path as it is."""
    if path.name != "main.py" or path.parent.parent == HERE:
        return path
    inner = path.parent.name == "app" and path.parent.parent.parent != HERE
    return path.parent.parent if inner else path.parent


def _form_at(entry: Path) -> tuple[Example, Form] | None:
    if entry.parent.parent != HERE or not is_form(entry):
        return None
    try:
        stem, form = split_name(entry.stem)
        return examples(entry.parent)[stem], form
    except ValueError as error:
        raise pytest.Collector.CollectError(str(error)) from error


class FormFile(pytest.File):
    """One form of one example: `query_params/tutorial006_py310.py`."""

    def __init__(self, *, example: Example, form: Form, **rest: Any) -> None:
        super().__init__(**rest)
        self.example = example
        self.form = form

    def collect(self) -> Iterator[pytest.Item]:
        if not runs_here(self.example, self.form):
            self.refuse_when_named()
            return
        yield Check.from_parent(self, name="import", run=self.import_it)
        if special(self.example.name).has_app:
            yield Check.from_parent(self, name="openapi", run=self.compare_document)

    def refuse_when_named(self) -> None:
        entry = self.example.forms[self.form]
        if self.session.isinitpath(entry):
            python = ".".join(map(str, oldest_python(self.example, self.form)))
            raise self.CollectError(f"{entry.name} needs Python {python}")

    def import_it(self) -> None:
        known = special(self.example.name)
        if known.raises:
            with pytest.raises(Exception, match=re.escape(known.raises)):
                load(self.example, self.form)
            return
        module = load(self.example, self.form)
        if known.has_app:
            find_app(module)

    def compare_document(self) -> None:
        example = self.example
        if self.config.getoption("--update-openapi"):
            # Every worker writes the same: the document of the example's first form.
            first = next(form for form in example.forms if runs_here(example, form))
            _documents.update(example.snapshot, _document(find_app(load(example, first))))
        app, name = find_app(load(example, self.form)), example.forms[self.form].name
        document = _document(app)
        expected = _documents.read(example.snapshot)
        _documents.compare(expected, document, expected_name=example.snapshot.name, name=name)
        for version in _documents.VERSIONS:
            document = _document(app, version)
            _documents.validate(document, name=name)
            if self.config.getoption("--write-documents"):
                _documents.write(document, self.config.getoption("--write-documents"), example.name)


class Check(pytest.Item):
    """One check of a form, other than its behaviour."""

    def __init__(self, *, parent: FormFile, run: Callable[[], None], **rest: Any) -> None:
        super().__init__(parent=parent, **rest)
        self.run = run
        self.user_properties += _properties(parent.example, parent.form, self.name)

    def runtest(self) -> None:
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(copy_side_files(self.path, Path(folder)))
            try:
                self.run()
            finally:
                os.chdir(before)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if excinfo.errisinstance((_documents.Mismatch, LookupError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.path.stem}: {self.name}"


def _document(app: Etude, version: str | None = None) -> Any:
    """Return a document as it is, or as it is in another version of OpenAPI."""
    if version is not None:
        app.openapi_version, app.openapi_schema = version, None
    return json.loads(json.dumps(app.openapi()))


# Behaviour tests, once for each form


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "form" not in metafunc.fixturenames:
        return
    path = Path(metafunc.module.__file__)
    stem = path.stem[len("test_") :]
    example = examples(path.parent.parent).get(stem)
    if example is None:
        pytest.fail(f"{path.name} tests no example: there is no {stem}.py beside tests/", False)
    forms = [form for form in example.forms if runs_here(example, form)]
    parameters = [pytest.param((example, form), id=stem + form.suffix) for form in forms]
    metafunc.parametrize("form", parameters)


def _is_for_a_newer_python(test: Path) -> bool:
    """Tell whether a module tests an example of which this Python can read no form."""
    if test.parent.name != "tests" or test.parent.parent.parent != HERE:
        return False
    example = examples(test.parent.parent).get(test.stem[len("test_") :])
    return example is not None and not any(runs_here(example, form) for form in example.forms)


def pytest_itemcollected(item: pytest.Item) -> None:
    found = _form_of(item)
    if found is not None and not isinstance(item, Check):
        item.user_properties += _properties(*found, "promise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--last-forms"):
        found = [(item, _form_of(item)) for item in items if not isinstance(item, Check)]
        items[:] = [item for item, form in found if form and _recording.is_last(*form)]


def _form_of(item: pytest.Item) -> tuple[Example, Form] | None:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("form") if callspec is not None else _form_around(item.path)


def _form_around(path: Path) -> tuple[Example, Form] | None:
    """Return the form that a test inside an example, or beside its main.py, belongs to."""
    parts = path.relative_to(HERE).parts
    if len(parts) < 2:
        return None
    entry = HERE.joinpath(*parts[:2])
    return _form_at(entry.with_name("main.py") if entry.name == "test_main.py" else entry)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Write down the first request of the test, where this is wanted."""
    folder = item.config.getoption("--write-requests")
    found = None if folder is None or isinstance(item, Check) else _form_of(item)
    if found is None or not _recording.is_last(*found):
        return (yield)
    recorder = _recording.Recorder()
    with pytest.MonkeyPatch.context() as patch:
        recorder.install(patch)
        result = yield
    recorder.write(folder, found[0], item.name.partition("[")[0], item.location[1] or 0)
    return result


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test: a copy of its topic without the Python files."""
    folder = copy_side_files(request.path, tmp_path)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    """Let Ctrl+C and SIGTERM end the run after a test too whose worker took them for itself."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        if signal.getsignal(number) != handler:
            signal.signal(number, handler)


@pytest.fixture
def module(form: tuple[Example, Form]) -> ModuleType:
    """The form under test, freshly imported."""
    return load(*form)


@pytest.fixture
def app(module: ModuleType) -> Etude:
    """The application of the form under test."""
    return find_app(module)


@pytest.fixture
def client(app: Etude) -> Iterator[TestClient]:
    """A client of the running application: started before the test, stopped after it."""
    with TestClient(app) as client:
        yield client


# What a run leaves behind

_BEFORE = pytest.StashKey[Set[Path]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    session.stash[_BEFORE] = files_of_the_folder()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which an example wrote into the repository."""
    if hasattr(session.config, "workerinput") or session.config.getoption("--update-openapi"):
        return
    left = sorted(files_of_the_folder() - session.stash[_BEFORE])
    if left:
        names = ", ".join(path.relative_to(HERE).as_posix() for path in left)
        session.config.stash[_LEFT] = names
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_LEFT = pytest.StashKey[str]()


# The summary


def _properties(example: Example, form: Form, check: str) -> list[tuple[str, object]]:
    return [("example", example.name), ("form", form.suffix), ("check", check)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many examples, forms and promises this run looked at, and what it left behind."""
    left = terminalreporter.config.stash.get(_LEFT, "")
    if left:
        terminalreporter.write_line(f"docs_src: FAILED, examples left files behind: {left}")
    checks: Counter[str] = Counter()
    ran = set()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            properties = dict(getattr(report, "user_properties", ()))
            if "example" not in properties or report.when == "teardown":
                continue
            ran.add((properties["example"], properties["form"]))
            checks[properties["check"]] += 1
    if ran:
        terminalreporter.write_line(_summary(ran, checks))


def _summary(ran: set[Any], checks: Counter[str]) -> str:
    names = {name for name, _ in ran}
    text = (
        f"docs_src: {len(names)} examples in {len(ran)} forms:"
        f" {checks['import']} imports, {checks['openapi']} OpenAPI documents,"
        f" {checks['promise']} promises run"
    )
    newer = sum(map(_forms_for_newer_pythons, names))
    python = ".".join(str(number) for number in sys.version_info[:2])
    return text + (f"; {newer} forms of these need a newer Python than {python}" if newer else "")


def _forms_for_newer_pythons(name: str) -> int:
    topic, _, stem = name.partition("/")
    example = examples(HERE / topic)[stem]
    return sum(not runs_here(example, form) for form in example.forms)
