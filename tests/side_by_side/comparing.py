"""Compares what two frameworks answered, and sets aside the differences that are listed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

ABSENT = "(nothing)"
_KINDS = ("request", "document", "declaration", "promise")
_PARTS = ("status", "headers", "body")


@dataclass(frozen=True)
class Difference:
    """One thing that is not equal."""

    app: str
    kind: str
    """`request`, `document`, `declaration`, or `promise`: a test of an example."""
    where: str
    """The name of the request, the declaration or the test, or the path in the document."""
    part: str
    """Of a request: `status`, `headers` or `body`."""
    reference: Any
    ours: Any

    def __str__(self) -> str:
        title = f"{self.app}: {self.kind} {self.where}" + (f", {self.part}" if self.part else "")
        shown = [
            f"    {label} {_shown(value)}"
            for label, value in (("FastAPI:", self.reference), ("Etude:  ", self.ours))
        ]
        return "\n".join([title, *shown])


@dataclass(frozen=True)
class Wanted:
    """A difference that is meant, as `differences.toml` lists it; `*` stands for any text."""

    app: str
    kind: str
    where: str
    part: str
    statement: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Tell whether a difference is of this kind."""
        return (
            self.kind == difference.kind
            and self.part in ("", difference.part)
            and _matches(self.app, difference.app)
            and _matches(self.where, difference.where)
        )

    def __str__(self) -> str:
        return f"{self.app}: {self.kind} {self.where} {self.part} ({self.statement})".replace(
            "  ", " "
        )


def _matches(pattern: str, text: str) -> bool:
    expression = ".*".join(re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(expression, text, re.DOTALL) is not None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def unlisted(found: Iterable[Difference], wanted: Sequence[Wanted]) -> list[Difference]:
    """Return the differences that no entry covers."""
    return [one for one in found if not any(entry.covers(one) for entry in wanted)]


def gone(found: Sequence[Difference], wanted: Iterable[Wanted]) -> list[Wanted]:
    """Return the entries that cover nothing any more."""
    return [entry for entry in wanted if not any(map(entry.covers, found))]


def read_wanted(tables: Iterable[dict[str, str]]) -> list[Wanted]:
    """Check and return the entries of `differences.toml`."""
    return [_wanted(table) for table in tables]


def _wanted(table: dict[str, str]) -> Wanted:
    kinds = [kind for kind in _KINDS if kind in table]
    known = {"app", "part", "statement", "reason", *_KINDS}
    if len(kinds) != 1 or not table.keys() <= known:
        raise ValueError(f"{table} should have an app, a reason, and one of {', '.join(_KINDS)}")
    if table.get("part", "body") not in _PARTS:
        raise ValueError(f"{table} should have one of these parts: {', '.join(_PARTS)}")
    return Wanted(
        table["app"],
        kinds[0],
        table[kinds[0]],
        table.get("part", ""),
        table["statement"],
        table["reason"],
    )


def differences(app: str, reference: dict[str, Any], ours: dict[str, Any]) -> list[Difference]:
    """Return everything that is not equal in what two frameworks made of one app."""
    if not (reference.keys() & ours.keys()):
        return [_failure(app, reference, ours)]
    return [
        *_in_answers(app, reference.get("answers", {}), ours.get("answers", {})),
        *(
            Difference(app, "document", path, "", left, right)
            for path, left, right in in_documents(reference.get("document"), ours.get("document"))
        ),
        *(
            Difference(app, "declaration", name, "", outcome, ours["declarations"][name])
            for name, outcome in reference.get("declarations", {}).items()
            if outcome != ours["declarations"][name]
        ),
    ]


def _failure(app: str, reference: dict[str, Any], ours: dict[str, Any]) -> Difference:
    return Difference(
        app,
        "declaration",
        "the app itself",
        "",
        _accepted(reference),
        _accepted(ours),
    )


def _accepted(outcome: dict[str, Any]) -> str:
    missing = "the module did not get so far"
    return str(outcome.get("failure", "accepted" if outcome else missing))


def _in_answers(app: str, reference: dict[str, Any], ours: dict[str, Any]) -> Iterator[Difference]:
    for name, answer in reference.items():
        left, right = answer, ours[name]
        if left["body"] != right["body"]:
            left, right = _without_length(left), _without_length(right)
        for part in _PARTS:
            if left[part] != right[part]:
                yield Difference(app, "request", name, part, left[part], right[part])


def _without_length(answer: dict[str, Any]) -> dict[str, Any]:
    """Leave out the header that only counts the bytes of the body."""
    headers = [header for header in answer["headers"] if header[0] != "content-length"]
    return {**answer, "headers": headers}


def in_documents(
    reference: Any, ours: Any, path: Sequence[str] = ()
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the paths at which two documents differ, with what stands there."""
    here = " ".join(path)
    if isinstance(reference, dict) and isinstance(ours, dict):
        for key in [*reference, *(key for key in ours if key not in reference)]:
            yield from in_documents(reference.get(key, ABSENT), ours.get(key, ABSENT), [*path, key])
        if _is_ordered(path) and set(reference) == set(ours) and list(reference) != list(ours):
            yield f"{here} (order)".strip(), list(reference), list(ours)
    elif isinstance(reference, list) and isinstance(ours, list) and len(reference) == len(ours):
        for number, (left, right) in enumerate(zip(reference, ours)):
            yield from in_documents(left, right, [*path, str(number)])
    elif reference != ours or isinstance(reference, bool) is not isinstance(ours, bool):
        yield here, reference, ours


_ORDERED = ("", "callbacks", "content", "info", "paths", "properties", "responses", "schemas")
"""Mappings that readers of a document see in their order."""


def _is_ordered(path: Sequence[str]) -> bool:
    return [*("",), *path][-1] in _ORDERED


def load(file: Path) -> dict[str, Any]:
    """Return what a run wrote down."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
