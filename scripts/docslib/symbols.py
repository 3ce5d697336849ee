"""Names parts of a Python file and tells the lines of each, from the syntax tree.

- `import Name`: the statement that imports Name
- `name`: a whole function, class, assignment or called statement
- `def name`, `class Name`: the head, from `def` to the colon
- `@name`: the decorators of name; `@name(keyword)`: one keyword of a decorator
- `name(argument)`: one parameter with its annotation and default, or one keyword of the call that is
  assigned to name; `name(argument.keyword)`: one keyword of a call in that annotation or default
- `Class.field`, `function.variable`: what stands inside a class or a function, at any depth
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from typing import Callable, Iterator, Union

from .problems import IncludeError

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]
Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]
Assignment = Union[ast.Assign, ast.AnnAssign, ast.AugAssign]
Placed = Union[ast.stmt, ast.expr, ast.arg]
Found = Iterator["tuple[str, range]"]

DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def symbols_of(source: str) -> dict[str, frozenset[int]]:
    """Every symbol of a Python source, in the order of the text, with its lines counted from 1."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        place = f"line {error.lineno}, {error.msg}"
        raise IncludeError(f"the file is not valid Python: {place}") from None
    lines: dict[str, set[int]] = defaultdict(set)
    for name, span in SymbolFinder(source).find(tree.body, ""):
        lines[name].update(span)
    return {name: frozenset(numbers) for name, numbers in lines.items()}


class SymbolFinder:
    """Walks through statements and yields each symbol with the lines that it spans."""

    def __init__(self, source: str) -> None:
        self.heads = heads_of(source)
        self.finders: dict[type[ast.stmt], Callable[..., Found]] = {
            ast.Import: self._imports,
            ast.ImportFrom: self._imports,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.ClassDef: self._class,
            ast.Assign: self._assignment,
            ast.AnnAssign: self._assignment,
            ast.AugAssign: self._assignment,
            ast.Expr: self._called,
        }

    def find(self, body: list[ast.stmt], scope: str) -> Found:
        """The symbols of a block; `scope` is put before each name."""
        for statement in body:
            yield from self.finders.get(type(statement), self._blocks)(statement, scope)

    def _blocks(self, statement: ast.stmt, scope: str) -> Found:
        """What stands in an `if`, `with`, `for`, `try` or another compound statement."""
        for name in ("body", "handlers", "orelse", "finalbody", "cases"):
            for inner in getattr(statement, name, []):
                yield from self.find([inner] if isinstance(inner, ast.stmt) else inner.body, scope)

    def _imports(self, statement: ast.Import | ast.ImportFrom, _scope: str) -> Found:
        for alias in statement.names:
            yield f"import {alias.asname or alias.name}", _span(statement)

    def _function(self, function: Function, scope: str) -> Found:
        name = scope + function.name
        yield from self._definition(function, name, "def")
        for argument, default in _arguments(function.args):
            yield from _parameter(argument, default, name)
        yield from self.find(function.body, f"{name}.")

    def _class(self, definition: ast.ClassDef, scope: str) -> Found:
        name = scope + definition.name
        yield from self._definition(definition, name, "class")
        yield from self.find(definition.body, f"{name}.")

    def _definition(self, node: Definition, name: str, word: str) -> Found:
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        yield name, range(first, _last_line(node) + 1)
        yield f"{word} {name}", range(node.lineno, self.heads[node.lineno] + 1)
        for decorator in node.decorator_list:
            yield f"@{name}", _span(decorator)
            yield from _keywords(decorator, f"@{name}({{}})")

    def _assignment(self, statement: Assignment, scope: str) -> Found:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        values = [getattr(statement, "annotation", None), statement.value]
        for name in (scope + name for target in targets for name in _names(target)):
            yield name, _span(statement)
            for value in filter(None, values):
                yield from _keywords(value, f"{name}({{}})")

    def _called(self, statement: ast.Expr, scope: str) -> Found:
        value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
        if isinstance(value, ast.Call):
            for name in _names(value.func):
                yield scope + name, _span(statement)
                yield from _keywords(value, f"{scope}{name}({{}})")


def heads_of(source: str) -> dict[int, int]:
    """For the line of each `def` or `class`, the line of the colon that ends its head."""
    ends: dict[int, int] = {}
    opened: int | None = None
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.OP:  # the text of an f-string may be a bracket since Python 3.12
            depth += DEPTH.get(token.string, 0)
        if opened is None and token.type == tokenize.NAME and token.string in {"def", "class"}:
            opened = token.start[0]
        elif opened is not None and token.string == ":" and depth == 0:
            ends[opened] = token.start[0]
            opened = None
    return ends


def _parameter(argument: ast.arg, default: ast.expr | None, function: str) -> Found:
    parts = [part for part in (argument.annotation, default) if part is not None]
    last = max([_last_line(argument), *map(_last_line, parts)])
    yield f"{function}({argument.arg})", range(argument.lineno, last + 1)
    for part in parts:
        yield from _keywords(part, f"{function}({argument.arg}.{{}})")


def _arguments(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    without_default = len(positional) - len(arguments.defaults)
    yield from zip(positional, [*[None] * without_default, *arguments.defaults])
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults)
    yield from ((rest, None) for rest in (arguments.vararg, arguments.kwarg) if rest)


def _names(target: ast.expr) -> Iterator[str]:
    """The dotted names that a target stands for: `a`, `a.b` for `a.b[c]`, both for `a, b`."""
    if isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from _names(element)
    elif isinstance(target, (ast.Subscript, ast.Starred)):
        yield from _names(target.value)
    elif isinstance(target, ast.Attribute):
        yield from (f"{owner}.{target.attr}" for owner in _names(target.value))
    elif isinstance(target, ast.Name):
        yield target.id


def _keywords(expression: ast.AST, pattern: str) -> Found:
    for node in ast.walk(expression):
        if isinstance(node, ast.keyword) and node.arg:
            yield pattern.format(node.arg), _span(node.value)


def _span(node: Placed) -> range:
    return range(node.lineno, _last_line(node) + 1)


def _last_line(node: Placed) -> int:
    return node.end_lineno or node.lineno
