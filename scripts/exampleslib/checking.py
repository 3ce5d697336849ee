"""Comparing the folder of examples with what the rule says, and making it so."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs_src._forms import Example, Form, orphans
from docs_src._special import special

from .deriving import Derivation, Files, read_form
from .findings import Finding


def form_findings(derivation: Derivation) -> Iterator[Finding]:
    """Yield the stale, missing and superfluous forms of an example, and its problems."""
    example = derivation.example
    for problem in derivation.problems:
        yield Finding(example.name, problem)
    for form, files in derivation.forms.items():
        where = _where(example, form)
        if form not in example.forms:
            yield Finding(where, "this form is missing")
        elif difference := _difference(where, read_form(example, form), files):
            yield Finding(where, "this form is stale", difference)
    for form in _superfluous(derivation):
        yield Finding(_where(example, form), "this form is superfluous: no source derives it")


def company_findings(example: Example) -> Iterator[Finding]:
    """Yield what an example lacks beside its forms: its snapshot, its behaviour tests."""
    if special(example.name).has_app and not example.snapshot.is_file():
        yield Finding(
            example.name, "it has no snapshot: pytest docs_src --update-openapi writes it"
        )
    if not example.tests.is_file() and not _tests_itself(example):
        yield Finding(example.name, f"it has no behaviour tests: write tests/{example.tests.name}")


def _tests_itself(example: Example) -> bool:
    """Tell whether the lesson of an example is its own tests."""
    path = next(iter(example.forms.values()))
    inside = list(path.glob("test_*.py")) if path.is_dir() else [path]
    beside = [path.with_name("test_main.py")] if path.name == "main.py" else []
    texts = (file.read_text(encoding="utf-8") for file in [*inside, *beside] if file.is_file())
    return any("\ndef test_" in text or "\nasync def test_" in text for text in texts)


def orphan_findings(topics: Iterable[Path]) -> Iterator[Finding]:
    """Yield the snapshots and behaviour tests that belong to no example."""
    for topic in topics:
        for path in orphans(topic):
            yield Finding(
                f"{topic.name}/tests/{path.name}", "no example beside tests/ has this name"
            )


def carry_out(derivation: Derivation) -> Iterator[str]:
    """Write and remove forms until the example is as the rule says; yield a line for each change."""
    example = derivation.example
    for form, files in derivation.forms.items():
        if form not in example.forms or read_form(example, form) != files:
            _write(example.path(form), files)
            yield f"wrote {_where(example, form)}"
    for form in _superfluous(derivation):
        _remove(example.forms[form])
        yield f"removed {_where(example, form)}"


def _superfluous(derivation: Derivation) -> list[Form]:
    """Return the forms that nothing derives; none while there are problems, which come first."""
    if derivation.problems:
        return []
    return [form for form in derivation.example.forms if form not in derivation.forms]


def _where(example: Example, form: Form) -> str:
    return f"{example.topic.name}/{example.path(form).name}"


def _difference(where: str, found: Files, expected: Files) -> str:
    lines: list[str] = []
    for name in sorted(found.keys() | expected.keys()):
        path = "/".join(part for part in (where, name) if part)
        before, after = (files.get(name, "").splitlines() for files in (found, expected))
        lines += difflib.unified_diff(before, after, path, f"{path} (derived)", lineterm="")
    return "\n".join(lines)


def _write(path: Path, files: Files) -> None:
    for module in path.rglob("*.py"):  # what is no Python stays
        module.unlink()
    for name, text in files.items():
        file = path / name if name else path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
