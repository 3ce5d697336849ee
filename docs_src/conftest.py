"""`pytest docs_src` runs every example in every form that this Python can read.

Of each form it checks that it can be imported, that its OpenAPI document is the one snapshot of the
example, and that the document is valid in each version of OpenAPI. The behaviour tests in `<topic>/tests/test_<stem>.py` are written once and run for each
form: they ask for `client`, `app` or `module`. A form for a newer Python is reported as skipped.
Snapshots are written with `--update-openapi`, and never without it. `--write-documents FOLDER` writes
the document of each example in each version, for programs that check documents.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, Callable, Iterator

import pytest

from etude import Etude
from etude.testclient import TestClient

from . import _documents
from ._forms import Example, Form, examples, is_form, split_name
from ._loading import find_app, load

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-openapi",
        action="store_true",
        help="docs_src: rewrite the OpenAPI snapshots that are missing or out of date",
    )
    parser.addoption(
        "--write-documents",
        metavar="FOLDER",
        type=Path,
        help="docs_src: write the documents of all examples in all versions of OpenAPI",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Any:
    """Collect the file of a form as an example, and as nothing else."""
    collectors = yield
    found = _form_of(file_path)
    if found is None:
        return collectors
    example, form = found
    return [FormFile.from_parent(parent, path=file_path, example=example, form=form)]


def _form_of(path: Path) -> tuple[Example, Form] | None:
    entry = path.parent if path.name == "main.py" and path.parent.parent != HERE else path
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
        if not self.form.is_readable:
            yield Check.from_parent(self, name="skipped", run=self.skip)
            return
        yield Check.from_parent(self, name="import", run=self.import_it)
        yield Check.from_parent(self, name="openapi", run=self.compare_document)

    def skip(self) -> None:
        pytest.skip(_reason(self.form))

    def import_it(self) -> None:
        find_app(load(self.example, self.form))

    def compare_document(self) -> None:
        example = self.example
        if self.config.getoption("--update-openapi"):
            # Every worker writes the same: the document of the example's first form.
            first = next(form for form in example.forms if form.is_readable)
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
        self.run()

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


def _reason(form: Form) -> str:
    return f"needs Python {form.python}"


# Behaviour tests, once for each form


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "form" not in metafunc.fixturenames:
        return
    path = Path(metafunc.module.__file__)
    stem = path.stem[len("test_") :]
    example = examples(path.parent.parent).get(stem)
    if example is None:
        pytest.fail(f"{path.name} tests no example: there is no {stem}.py beside tests/", False)
    readable = [form for form in example.forms if form.is_readable]
    parameters = [pytest.param((example, form), id=stem + form.suffix) for form in readable]
    metafunc.parametrize("form", parameters or [_skipped(example)])


def _skipped(example: Example) -> Any:
    form = next(iter(example.forms))
    skip = pytest.mark.skip(reason=_reason(form))
    return pytest.param((example, form), id=example.stem + form.suffix, marks=skip)


def pytest_itemcollected(item: pytest.Item) -> None:
    callspec = getattr(item, "callspec", None)
    if callspec is not None and "form" in callspec.params:
        example, form = callspec.params["form"]
        item.user_properties += _properties(example, form, "promise")


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


# The summary


def _properties(example: Example, form: Form, check: str) -> list[tuple[str, object]]:
    return [("example", example.name), ("form", form.suffix), ("check", check)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many examples, forms and promises this run looked at."""
    checks: Counter[str] = Counter()
    ran, skipped = set(), set()
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            properties = dict(getattr(report, "user_properties", ()))
            if "example" not in properties or report.when == "teardown":
                continue
            form = properties["example"], properties["form"]
            if outcome == "skipped":
                skipped.add(form)
                continue
            ran.add(form)
            checks[properties["check"]] += 1
    if ran or skipped:
        terminalreporter.write_line(_summary(ran, skipped - ran, checks))


def _summary(ran: set[Any], skipped: set[Any], checks: Counter[str]) -> str:
    python = ".".join(str(number) for number in sys.version_info[:2])
    text = (
        f"docs_src: {len({name for name, _ in ran})} examples in {len(ran)} forms:"
        f" {checks['import']} imports, {checks['openapi']} OpenAPI documents,"
        f" {checks['promise']} promises run"
    )
    return text + (f"; {len(skipped)} forms newer than Python {python} skipped" if skipped else "")
