"""Finds the route of a request: fixed paths in a table, the others in a tree of segments.

The order of registration decides, as in a search through all routes one after the other.
"""

from __future__ import annotations

import functools
import math
import re
from itertools import takewhile
from typing import AbstractSet, Any, Callable, Dict, Iterable, Optional, Sequence, Tuple

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import Scope

Attempt = Tuple[Match, Dict[str, Any]]
"""Whether a route takes a request, and what it adds to the scope."""
Try = Callable[[Any, Scope, str, Sequence[str]], Attempt]
"""Tries a route with a scope, its path, and the segments of the path."""
Names = Tuple[Tuple[int, str], ...]
"""The parameters of a path: the number of the segment that each one is, and its name."""
Row = Tuple[int, Any, Try, Optional[Names]]
"""The number of a route in the order of registration, the route, how it is tried, and the
parameters of its path, where only path and method decide on it."""
ByMethod = Dict[str, Tuple[Any, Names]]
"""The route of each method, and its parameters, where nothing else has a say."""

NOWHERE: Any = object()
"""Stands for the route of a path that no route has."""
_UNDECIDED: Tuple[Any, Names] = (None, ())
_NOT_MATCHED: Attempt = (Match.NONE, {})
_PLAIN_PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)\}")


Passed = Sequence[Tuple[Any, Dict[str, Any]]]
"""Routes that have the path of a request, but not its method, and what each adds to the scope."""
Found = Tuple[Any, Dict[str, Any], Passed]
"""The route that takes a request, or None; what it adds to the scope, or the first of those before it
does; and those before it."""


class Matcher:
    """The routes of one router, arranged for the search.

    Routes of the plain types are decided on by path and methods; all others, and those whose router
    may decline, are asked.
    """

    def __init__(
        self,
        routes: Iterable[BaseRoute],
        plain_types: AbstractSet[type[Any]],
        frontends: Sequence[Any] = (),
    ) -> None:
        self.frontends = frontends
        """Those that serve files where no route takes a request."""
        self._tree = _Segment()
        self._others: list[Row] = []
        fixed: dict[str, list[Row]] = {}
        for number, route in enumerate(routes):
            if type(route) not in plain_types or "matches" in vars(route):
                self._others.append((number, route, _by_asking, None))
            elif "{" not in route.path:  # type: ignore[attr-defined]  # plain types have a path
                fixed.setdefault(route.path, []).append((number, route, _by_path, ()))  # type: ignore[attr-defined]  # the same
            else:
                self._add_with_parameters(number, route)
        self._fixed = {path: self._search(path, rows) for path, rows in fixed.items()}
        self.decided = {
            path: {
                method: route for method, (route, _) in _decided(takewhile(_is_fixed, rows)).items()
            }
            for path, (_, rows) in self._fixed.items()
        }
        """For each path without parameters the route of each method, if nothing else has a say."""
        first_other = self._others[0][0] if self._others else math.inf
        self._tree.decide(first_other)

    def _add_with_parameters(self, number: int, route: Any) -> None:
        segments = route.path.split("/")
        if all("{" not in segment or _PLAIN_PARAMETER.fullmatch(segment) for segment in segments):
            found = ((index, part[1:-1]) for index, part in enumerate(segments) if "{" in part)
            names, attempt = _by_segments(tuple(found))
            self._tree.add(segments, (number, route, attempt, names))
        else:
            self._others.append((number, route, _by_pattern(route.path_regex), None))

    def decide(self, method: str, path: str) -> tuple[Any, dict[str, str]]:
        """Return a route that path and method decide on, and its path parameters.

        The path is none of those in `decided`. None stands for one that has to be searched for, and
        NOWHERE for one that no route has, nor the same with or without a slash at its end.
        """
        path_params: dict[str, str] = {}
        segments = path.split("/")
        leaf = self._tree.leaf(segments)
        if leaf is _NOWHERE:
            return None if self._may_have(path) else NOWHERE, path_params
        route, names = leaf.by_method.get(method, _UNDECIDED)
        for number, name in names:
            path_params[name] = segments[number]
        return route, path_params

    def find(self, scope: Scope, path: str) -> Found:
        """Find the first route that takes a request with this path, without its root path."""
        segments, rows = self._fixed.get(path) or self._search(path)
        passed: Passed = ()
        for _, route, attempt, _ in rows:
            match, child_scope = attempt(route, scope, path, segments)
            if match is Match.FULL:
                return route, child_scope, passed
            if match is Match.PARTIAL:
                passed = [*passed, (route, child_scope)]
        return untaken(passed)

    def _may_have(self, path: str) -> bool:
        """Tell whether a route may have a path that is not in the tree, or the like with a slash."""
        stem, fixed = path.rstrip("/"), self._fixed
        if self._others or path in fixed or stem in fixed or f"{stem}/" in fixed:
            return True
        return stem != path and self._tree.leaf(stem.split("/")) is not _NOWHERE

    def _search(self, path: str, fixed: Sequence[Row] = ()) -> tuple[list[str], Sequence[Row]]:
        """Return the segments of a path, and the routes to try, in order."""
        segments = path.split("/")
        in_tree = self._tree.find(segments)
        if not (fixed or self._others) and len(in_tree) < 2:
            return segments, in_tree
        return segments, sorted([*fixed, *in_tree, *self._others], key=_number)


def untaken(passed: Passed) -> Found:
    """Return what is found where no route takes a request."""
    return None, {**passed[0][1], "route": passed[0][0]} if passed else {}, passed


def _number(row: Row) -> int:
    return row[0]


def _is_fixed(row: Row) -> bool:
    return row[3] == ()


def _decided(rows: Iterable[Row]) -> ByMethod:
    """Return what methods decide, before a route is tried that looks at more than its path."""
    by_method: ByMethod = {}
    for _, route, _, names in rows:
        if names is None or route.methods is None:
            break
        by_method.update(dict.fromkeys(route.methods - by_method.keys(), (route, names)))
    return by_method


# How a route is tried


def _by_asking(route: Any, scope: Scope, path: str, segments: Sequence[str]) -> Attempt:
    answer: Attempt = route.matches(scope)
    return answer


def _taking(route: Any, scope: Scope, path_params: dict[str, Any]) -> Attempt:
    takes = route.methods is None or scope["method"] in route.methods
    child_scope = {"endpoint": route.endpoint, "path_params": path_params}
    return Match.FULL if takes else Match.PARTIAL, child_scope


def _by_path(route: Any, scope: Scope, path: str, segments: Sequence[str]) -> Attempt:
    return _taking(route, scope, {})


@functools.lru_cache(maxsize=1024)
def _by_segments(names: Names) -> tuple[Names, Try]:
    """Return the names, and how routes with these are tried; the same objects for all of them."""

    def attempt(route: Any, scope: Scope, path: str, segments: Sequence[str]) -> Attempt:
        return _taking(route, scope, {name: segments[index] for index, name in names})

    return names, attempt


def _by_pattern(pattern: re.Pattern[str]) -> Try:
    def attempt(route: Any, scope: Scope, path: str, segments: Sequence[str]) -> Attempt:
        matched = pattern.fullmatch(path)
        if matched is None:
            return _NOT_MATCHED
        convertors, texts = route.param_convertors, matched.groupdict()
        return _taking(
            route, scope, {name: convertors[name].convert(text) for name, text in texts.items()}
        )

    return attempt


# The tree


class _Segment:
    """A node of the tree: all paths that begin with the same segments."""

    __slots__ = ("any", "by_method", "children", "rows")

    def __init__(self) -> None:
        self.children: dict[str, _Segment] = {}
        self.any: _Segment | None = None
        self.rows: list[Row] = []
        self.by_method: ByMethod = {}

    def add(self, segments: Sequence[str], row: Row) -> None:
        """Add a route below this node; a segment in braces stands for any text but none."""
        if not segments:
            self.rows.append(row)
            return
        first, *rest = segments
        if "{" not in first:
            self.children.setdefault(first, _Segment()).add(rest, row)
            return
        if self.any is None:
            self.any = _Segment()
        self.any.add(rest, row)

    def decide(self, first_other: float) -> None:
        """Note what methods decide here and below, before the first of the other routes."""
        self.by_method = _decided(row for row in self.rows if row[0] < first_other)
        for node in (*self.children.values(), *([] if self.any is None else [self.any])):
            node.decide(first_other)

    def leaf(self, segments: Sequence[str]) -> _Segment:
        """Return the only node of all paths with these segments; one of two others if it is not so."""
        node = self
        for segment in segments:
            child, other = node.children.get(segment), node.any
            if other is None or not segment:
                if child is None:
                    return _NOWHERE
                node = child
            elif child is None:
                node = other
            else:
                return _SEVERAL
        return node

    def find(self, segments: Sequence[str]) -> Sequence[Row]:
        """Return the routes whose paths have these segments."""
        node: _Segment | None = self
        for index, segment in enumerate(segments):
            if node is None:
                return ()
            child = node.children.get(segment)
            if child is not None and node.any is not None and segment:
                rest = segments[index + 1 :]
                return [*child.find(rest), *node.any.find(rest)]
            node = child if child is not None or not segment else node.any
        return () if node is None else node.rows


_NOWHERE = _Segment()
_SEVERAL = _Segment()


# Paths with names of parameters in braces

_PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}")


def read_path(path: str) -> tuple[str, dict[str, Convertor[Any]]]:
    """Return a path without its convertors, and the convertor of each parameter.

    Raises ValueError for a name that stands twice, and AssertionError for an unknown convertor.
    """
    if "{" not in path:
        return path, {}
    convertors: dict[str, Convertor[Any]] = {}
    for name, convertor in _PARAMETER.findall(path):
        kind = convertor or "str"
        if name in convertors or kind not in CONVERTOR_TYPES:
            compile_path(path)  # raises, and says what is wrong
        convertors[name] = CONVERTOR_TYPES[kind]
    return _PARAMETER.sub(r"{\1}", path) if ":" in path else path, convertors


@functools.lru_cache(maxsize=4096)
def pattern_of(path: str) -> re.Pattern[str]:
    """Return the regular expression that a path stands for; no line break may stand behind it."""
    return re.compile(compile_path(path)[0].pattern[:-1] + r"\Z")
