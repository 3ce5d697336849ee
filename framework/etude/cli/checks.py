"""Mistakes of an application that can be seen without a request."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import Any, Callable, Iterator, Sequence

from pydantic.errors import PydanticUserError

from etude import Etude
from etude._nesting import nest_of
from etude._plan.model import CallableKind, Location, Operation, Plan
from etude._plan.signature import faces
from etude._pydantic import json_schemas
from etude._routes import APIRoute, PlannedRoute
from etude.cli.routes import Entry, entries, name_of, place_of
from etude.openapi.operations import describe_metadata

PAGE = "https://etude.readthedocs.io/cli/check/"

FIXES = {
    "shadowed-route": "Declare it before the other one, or give one of them another path.",
    "duplicate-operation-id": "Give one of them an `operation_id` of its own.",
    "blocking-call": "Await something that does the same, or declare the function with `def`.",
    "unused-path-name": "Add an argument of that name, or take the name out of the path.",
    "unfillable-parameter": "Give it a default, mark the model with Body(), or give it a `style`.",
    "unserializable-response": "Answer with a type that JSON has, or exclude the field.",
    "no-document": "Correct what the message names.",
}
"""The code of each kind of mistake, and what to do about it."""

BLOCKING = (
    *("time.sleep", "builtins.input", "os.system", "urllib.request.urlopen", "sqlite3.connect"),
    *(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output")),
    *(
        f"{package}.{name}"
        for package in ("requests", "httpx")
        for name in ("get", "post", "put", "patch", "delete", "head", "options", "request")
    ),
    *("requests.Session", "httpx.Client", "httpx.stream"),
    *("psycopg.connect", "psycopg2.connect", "pymysql.connect", "smtplib.SMTP", "ftplib.FTP"),
)
"""What waits for something else and lets nobody work meanwhile."""


@dataclass(frozen=True)
class Finding:
    """One mistake, and where it is."""

    code: str
    place: str
    """The method and the path."""
    file: str | None
    line: int | None
    message: str

    @property
    def page(self) -> str:
        """Where the mistake is explained."""
        return f"{PAGE}#{self.code}"

    def as_row(self) -> dict[str, Any]:
        """Return what is shown of the finding."""
        return {**asdict(self), "fix": FIXES[self.code], "page": self.page}

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.file else ""
        told = f"{where}{self.code}: {self.place}: {self.message}"
        return f"{told}\n    Fix: {FIXES[self.code]}\n    See: {self.page}"


def check(app: Etude) -> list[Finding]:
    """Return the mistakes of an application and of those that are mounted in it."""
    own = [entry for entry in entries(app) if not entry.is_of_etude]
    return [finding for look in _CHECKS for finding in look(own)] + list(_undescribed(app))


def _at(entry: Entry, code: str, message: str, function: Any = None) -> Finding:
    file, line = entry.place if function is None else place_of(function)
    return Finding(code, str(entry), file, line, message)


def _shadowed(found: Sequence[Entry]) -> Iterator[Finding]:
    for entry in found:
        for method, other in entry.taken.items():
            file, line = other.place
            where = f" ({file}, line {line})" if file else ""
            told = f"no request with {method} comes here, since {other}{where} takes them all."
            yield _at(entry, "shadowed-route", told)


def _repeated_ids(found: Sequence[Entry]) -> Iterator[Finding]:
    first: dict[Any, Entry] = {}
    described: set[Any] = set()
    for entry in found:
        route = entry.route
        if not isinstance(route, APIRoute) or not route.include_in_schema:
            continue
        for method in sorted(route.methods):
            where = (id(entry.app), route.path_format, method)
            if where in described:
                continue
            described.add(where)
            name = describe_metadata(route, method)["operationId"]
            other = first.setdefault((id(entry.app), name), entry)
            if other is not entry:
                told = f"the operation id {name!r} is that of {other} too."
                yield _at(entry, "duplicate-operation-id", told)


def _plans(found: Sequence[Entry]) -> Iterator[tuple[Entry, Plan]]:
    for entry in found:
        if isinstance(entry.route, PlannedRoute):
            yield entry, entry.route.plan


def _blocking(found: Sequence[Entry]) -> Iterator[Finding]:
    seen: set[Any] = set()
    for entry, plan in _plans(found):
        for call in (step.call for step in plan.steps):
            is_async = call.kind in (CallableKind.coroutine, CallableKind.async_generator)
            if is_async and id(call.function) not in seen:
                seen.add(id(call.function))
                file, _ = place_of(call.function)
                for line, name in blocking_calls(call.function):
                    told = f"{name_of(call.function)}() is `async def` and calls {name}(), which "
                    told += "holds up all other requests."
                    yield Finding("blocking-call", str(entry), file, line, told)


def blocking_calls(function: Callable[..., Any]) -> Iterator[tuple[int, str]]:
    """Return the calls in the text of a function that are known to block, with their lines."""
    bare = faces(function)[-1]
    try:
        lines, first = inspect.getsourcelines(bare)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):  # there is no text, or it is part of a line
        return
    known: dict[str, Any] = {}
    for part in inspect.getclosurevars(bare)[:3]:
        known.update(part)
    blocking = {id(_value(sys.modules, name)): name for name in BLOCKING}
    blocking.pop(id(None), None)
    for node in _own_nodes(tree.body[0]):
        name = _dotted(node.func) if isinstance(node, ast.Call) else None
        found = blocking.get(id(_value(known, name))) if name else None
        if found:
            yield first + getattr(node, "lineno", 1) - 1, found


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Return the nodes of a function without those of functions inside, which others may call."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from _own_nodes(child)


def _dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    inner = _dotted(node.value) if isinstance(node, ast.Attribute) else None
    return f"{inner}.{node.attr}" if inner and isinstance(node, ast.Attribute) else None


def _value(names: Any, dotted: str) -> Any:
    """Return what a name stands for; only attributes of modules are looked at."""
    first, *rest = dotted.split(".")
    value = names.get(first)
    for name in rest:
        value = getattr(value, name, None) if isinstance(value, ModuleType) else None
    return value


def _unused_names(found: Sequence[Entry]) -> Iterator[Finding]:
    for entry, plan in _plans(found):
        unused = entry.route.param_convertors.keys() - plan.aliases(Location.path)
        reads_all = plan.injects("request") or plan.injects("websocket")
        for name in () if reads_all else sorted(unused):
            yield _at(entry, "unused-path-name", f"nothing takes {{{name}}} of the path.")


def _unfillable(found: Sequence[Entry]) -> Iterator[Finding]:
    for entry, plan in _plans(found):
        models = [field for field in plan.fields if field.shape]
        for field in models:
            root = nest_of(field.adapter.core_schema)
            for part in field.parts if field.location is not Location.body else ():
                is_alone = part.required and part.style is None and root.takes_json
                if is_alone and root.at(part.alias).takes_json:
                    told = f"`{part.alias}` of the model `{field.name}` is required, and more than "
                    yield _at(entry, "unfillable-parameter", f"{told}a text can hold.")


def _unserializable(found: Sequence[Entry]) -> Iterator[Finding]:
    for entry, plan in _plans(found):
        adapter = plan.reply.adapter if isinstance(plan, Operation) else None
        try:
            json_schemas([(0, "serialization", adapter.core_schema)] if adapter else [], "{model}")
        except PydanticUserError as error:
            first = str(error).partition("\n")[0]
            told = f"part of what it returns has no JSON, as Pydantic says: {first}"
            yield _at(entry, "unserializable-response", told)


def _undescribed(app: Etude) -> Iterator[Finding]:
    try:
        app.openapi()
    except Exception as error:
        first = str(error).partition("\n")[0]
        told = f"the document cannot be made: {type(error).__name__}: {first}"
        yield Finding("no-document", "document", None, None, told)


_CHECKS = (_shadowed, _repeated_ids, _blocking, _unused_names, _unfillable, _unserializable)
