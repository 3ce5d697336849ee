"""Deriving all forms of an example from its one source.

The source is the `_an` form, or the plain one where no marker occurs. Along each chain (plain, _py39,
_py310 and _an, _an_py39, _an_py310) a form exists exactly where its text differs from the next older
form's. The head of the plain chain is the source itself, or what is left when `Annotated` is taken
apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docs_src._forms import ANNOTATED_CHAIN, PLAIN_CHAIN, Example, Form

from .annotated import CannotTakeApart, OnlyAnnotated, has_markers, take_apart
from .hand_written import FILE, Exceptions
from .spelling import respell

Files = dict[str, str]
"""The texts of a form by file name inside it: one, named "", or those of a package."""

_ANNOTATED, _PLAIN = ANNOTATED_CHAIN[0], PLAIN_CHAIN[0]


@dataclass
class Derivation:
    """What the rule says about an example: the forms that must exist, and what it cannot say."""

    example: Example
    exceptions: Exceptions
    forms: dict[Form, Files] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass
class _Chain:
    """One chain of forms on its way from its head to the newest Python."""

    derivation: Derivation
    forms: tuple[Form, ...]
    files: Files

    def step(self, form: Form, respelt: Files) -> None:
        derivation, exceptions = self.derivation, self.derivation.exceptions
        is_new = form is self.forms[0] or respelt != self.files
        if form in exceptions.kept:
            self._keep(form, respelt if is_new else None)
        elif form in exceptions.omitted and not is_new:
            derivation.problems.append(f"{FILE} omits {form.label}, which the rule does not make")
        elif is_new and form not in exceptions.omitted:
            derivation.forms[form] = self.files = respelt

    def _keep(self, form: Form, derived: Files | None) -> None:
        if form not in self.derivation.example.forms:
            return
        self.files = read_form(self.derivation.example, form)
        if self.files == derived:
            self.derivation.problems.append(
                f"{FILE} keeps {form.label}, which is what the tool derives: remove the entry"
            )


def derive(examples: Iterable[tuple[Example, Exceptions]]) -> list[Derivation]:
    """Derive the forms of all these examples, in one run of ruff for each Python."""
    derivations = [Derivation(example, exceptions) for example, exceptions in examples]
    chains = [chain for derivation in derivations for chain in _chains(derivation)]
    for forms in zip(PLAIN_CHAIN, ANNOTATED_CHAIN):
        _step_all(chains, forms)
    for derivation in derivations:
        _add_kept(derivation)
    return derivations


def read_form(example: Example, form: Form) -> Files:
    """Read the texts of a form: of its file, or of the modules of its package."""
    path = example.forms[form]
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return {_inner_name(path, file): file.read_text(encoding="utf-8") for file in files}


def _inner_name(path: Path, file: Path) -> str:
    return "" if file == path else file.relative_to(path).as_posix()


def _chains(derivation: Derivation) -> Iterable[_Chain]:
    example, kept = derivation.example, derivation.exceptions.kept
    source = _ANNOTATED if _ANNOTATED in example.forms else _PLAIN
    if source not in example.forms:
        if not kept.issuperset(example.forms):
            derivation.problems.append(f"it has no source: neither plain nor {_ANNOTATED.label}")
        return
    files = read_form(example, source)
    if source is _ANNOTATED:
        yield _Chain(derivation, ANNOTATED_CHAIN, files)
    try:
        yield _Chain(derivation, PLAIN_CHAIN, _plain_head(derivation, source, files))
    except OnlyAnnotated:
        return
    except CannotTakeApart as error:
        derivation.problems.append(
            f"its plain form must be written by hand and listed in {FILE}, because {error}"
        )


def _plain_head(derivation: Derivation, source: Form, files: Files) -> Files:
    """Return what is derived for the plain form: nothing when it is by hand because it must be."""
    is_kept = _PLAIN in derivation.exceptions.kept
    try:
        if source is _ANNOTATED:
            return {name: take_apart(text) for name, text in files.items()}
        uses_markers = any(has_markers(text) for text in files.values())
    except (OnlyAnnotated, CannotTakeApart):
        if is_kept:
            return {}
        raise
    if uses_markers and not is_kept:
        stem = derivation.example.stem
        derivation.problems.append(
            f"it uses markers, so its source must be {stem}{_ANNOTATED.suffix}"
        )
    return {} if is_kept else files


def _step_all(chains: list[_Chain], forms: tuple[Form, Form]) -> None:
    """Take each chain one Python further."""
    steps = [(chain, form) for chain in chains for form in forms if form in chain.forms]
    texts = {
        _outer_name(chain.derivation.example, form, name): text
        for chain, form in steps
        for name, text in chain.files.items()
    }
    respelt = respell(texts, forms[0])
    for chain, form in steps:
        example = chain.derivation.example
        files = {name: respelt[_outer_name(example, form, name)] for name in chain.files}
        chain.step(form, files)


def _outer_name(example: Example, form: Form, name: str) -> str:
    return f"{example.topic.name}/{example.path(form).name}" + (f"/{name}" if name else "")


def _add_kept(derivation: Derivation) -> None:
    example = derivation.example
    for form in derivation.exceptions.kept:
        if form in example.forms:
            derivation.forms[form] = read_form(example, form)
        else:
            derivation.problems.append(f"{FILE} keeps {form.label}, which does not exist")
