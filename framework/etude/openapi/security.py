"""Security schemes and what operations require of them (OpenAPI 3.1, sections 4.8.27 and 4.8.30)."""

from __future__ import annotations

import warnings
from typing import Any, Iterable, Iterator

from .._plan.model import Call
from .._plan.signature import faces
from .._security import SecurityBase


def requirements(call: Call) -> list[dict[str, list[str]]]:
    """Return the security requirements of a call and of all calls below it."""
    scopes: dict[str, dict[str, None]] = {}
    for scheme, call_of_scheme in _schemes(call):
        scopes.setdefault(scheme.scheme_name, {}).update(dict.fromkeys(call_of_scheme.scopes))
    return [{name: list(needed)} for name, needed in scopes.items()]


def schemes_of(calls: Iterable[Call]) -> dict[str, Any]:
    """Return the Security Scheme Objects of all schemes that calls use, by name."""
    described: dict[str, Any] = {}
    distinct = {id(scheme): scheme for call in calls for scheme, _ in _schemes(call)}
    for scheme in distinct.values():
        name = scheme.scheme_name
        shown = scheme.model.model_dump(mode="json", by_alias=True, exclude_none=True)
        if described.setdefault(name, shown) != shown:
            warnings.warn(
                f"Two different security schemes have the name {name!r}, and the document shows "
                "only the last one. Give one of them another `scheme_name`.",
                stacklevel=2,
            )
        described[name] = shown
    return described


def _schemes(call: Call) -> Iterator[tuple[SecurityBase, Call]]:
    for dependency in call.dependencies:
        for face in faces(dependency.call.function):
            if isinstance(face, SecurityBase):
                yield face, dependency.call
        yield from _schemes(dependency.call)
