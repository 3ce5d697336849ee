"""The routes of an application as rows, and which of them no request can reach."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, Iterable, Iterator, Mapping, Sequence

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from etude import Etude
from etude._plan.signature import context_of
from etude._routes import PlannedRoute

_WHOLLY_BY_PATH = {each.matches for each in (Route, WebSocketRoute, Mount, PlannedRoute)}
"""The ways to match that look at nothing but the path, the method and the protocol."""

_OF_ETUDE = ("etude.applications", "etude.openapi.docs")
_TEXTS = (
    *("a", "\u00c9.-_~ 0", "0", "98765432109876", "3.75", "a/\u00c9.b", "", "2024-02-29"),
    *("6fa459ea-ee8a-4ca4-894e-db77e160355e", "16fd2706-8baf-433b-82eb-8c7fada847da"),
)
"""What may stand in paths; a route is never reached if an earlier one takes all that it takes."""


@dataclass(frozen=True)
class Entry:
    """A route where it stands in an application."""

    route: Any
    app: Any
    """The application whose own route it is, which may be mounted in another one."""
    path: str
    methods: tuple[str, ...]
    taken: Mapping[str, Entry]
    """The methods that never reach the route, with the earlier route that takes each."""

    def __str__(self) -> str:
        return f"{','.join(self.methods)} {self.path}"

    @property
    def target(self) -> Any:
        """What the route leads to."""
        return getattr(self.route, "endpoint", None) or getattr(self.route, "app", None)

    @property
    def is_of_etude(self) -> bool:
        """Whether Etude itself added the route, for the document or its pages."""
        return hasattr(self.target, "__qualname__") and self.target.__module__ in _OF_ETUDE

    @property
    def place(self) -> tuple[str | None, int | None]:
        """The file and the line of the function."""
        return place_of(self.target) if hasattr(self.target, "__qualname__") else (None, None)

    def as_row(self) -> dict[str, Any]:
        """Return what is shown of the route."""
        plan = getattr(self.route, "plan", None)
        others = [step.call.function for step in plan.steps[:-1]] if plan is not None else []
        file, line = self.place
        return {
            "methods": list(self.methods),
            "path": self.path,
            "name": getattr(self.route, "name", None),
            "function": name_of(self.target),
            "file": file,
            "line": line,
            "dependencies": [name_of(function) for function in others],
            "shadowed_by": {method: str(entry) for method, entry in self.taken.items()},
        }


def entries(app: Etude) -> Iterator[Entry]:
    """Return the routes of an application and of those inside, in the order of the search."""
    yield from _entries(app, app.routes, "")
    for frontend in app.router.frontend_routes():
        yield Entry(frontend, app, frontend.path or "/", ("FRONTEND",), {})


def _entries(app: Any, routes: Iterable[BaseRoute], prefix: str) -> Iterator[Entry]:
    earlier: list[Entry] = []
    for route in routes:
        samples = list(_samples(route))
        taken = {
            method: other
            for method in _methods(route)
            for other in reversed(earlier)
            if samples and _takes(other, method, samples)
        }
        path = prefix + str(getattr(route, "path", ""))
        entry = Entry(route, app, path, _methods(route), taken)
        yield entry
        inner = route.routes if isinstance(route, Mount) else None
        yield from _entries(getattr(route, "app", None), inner or (), path)
        if type(route).matches in _WHOLLY_BY_PATH and "matches" not in vars(route):
            earlier.append(entry)


def _methods(route: Any) -> tuple[str, ...]:
    if isinstance(route, WebSocketRoute):
        return ("WS",)
    if isinstance(route, Route):
        return tuple(sorted(route.methods or {"*"}))
    return ("MOUNT" if isinstance(route, Mount) else type(route).__name__.upper(),)


def _takes(entry: Entry, method: str, samples: Iterable[str]) -> bool:
    is_open = entry.methods == ("*",) and method not in ("WS", "MOUNT")
    is_taken = isinstance(entry.route, Mount) or is_open or method in entry.methods
    return is_taken and all(entry.route.path_regex.match(sample) for sample in samples)


def _samples(route: Any) -> Iterator[str]:
    """Return paths that a route takes, as different from each other as its convertors allow."""
    path = getattr(route, "path_format", None)
    choices = {
        name: [text for text in _TEXTS if re.fullmatch(convertor.regex, text)]
        for name, convertor in getattr(route, "param_convertors", {}).items()
    }
    if path is None or not all(choices.values()):
        return
    for row in zip_longest(*choices.values()) if choices else [()]:
        sample = path
        for (name, texts), text in zip(choices.items(), row):
            sample = sample.replace(f"{{{name}}}", texts[0] if text is None else text)
        yield sample


def name_of(function: Any) -> str:
    """Return the name of a function, or that of the class of an object that can be called."""
    bare = function.func if isinstance(function, partial) else function
    return str(getattr(bare, "__qualname__", type(bare).__name__))


def place_of(function: Any) -> tuple[str | None, int | None]:
    """Return the file and the line of a function, relative to where the command runs."""
    context = context_of(function)
    file = context.get("file")
    if file is None:
        return None, None
    relative = os.path.relpath(file)
    return (file if relative.startswith("..") else relative), context.get("line")


_COLUMNS = ("METHOD", "PATH", "NAME", "FUNCTION", "FILE", "DEPENDENCIES")


def table_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as text, a line each, and a line more below what is not reached."""
    lines_of = [_COLUMNS, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines_of)]
    lines = []
    for row, line in zip([{}, *rows], lines_of):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        for method, other in row.get("shadowed_by", {}).items():
            lines.append(f"{'':{widths[0]}}  ^ {method} never comes here: {other} is before it")
    return "\n".join(lines)


def cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a row as the texts of its columns."""
    file = f"{row['file']}:{row['line']}" if row["file"] else "-"
    named = (row["path"], row["name"] or "-", row["function"], file)
    return (",".join(row["methods"]), *named, ", ".join(row["dependencies"]) or "-")
