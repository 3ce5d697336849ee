"""The source of an application for FastAPI, rewritten for Etude; nothing else of it changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Iterable, Iterator, List, Tuple

import libcst as cst
from libcst.helpers import get_full_name_for_node
from libcst.matchers import SimpleString, findall
from libcst.metadata import ImportAssignment, MetadataWrapper, PositionProvider, ScopeProvider

from etude.compat.fastapi import RENAMED

Left = List[Tuple[int, str]]
"""Lines, and what is left to be done there."""

_DOTTED = re.compile(r"[^\W\d]\w*(\.\w+)*")
_TOLD = re.compile(
    r"fastapi(\.\w+)*(:\w+)?|fastapi_(\w+_)?astack|fastapi(\[.*\])?\s*[<>=!~].*|"
    + "|".join(RENAMED)
)
"""The texts that may mean the framework, or a name of it."""


def rewrite(source: bytes) -> tuple[bytes, Left]:
    """Return a module with Etude's names, and what is left to be done by hand.

    Raises ParserSyntaxError, UnicodeDecodeError or SyntaxError for what cannot be read.
    """
    if b"fastapi" not in source.lower():
        return source, []
    wrapper = MetadataWrapper(cst.parse_module(source))
    names = _names_in(wrapper)
    if names.hindered is not None:
        line = wrapper.resolve(PositionProvider)[names.hindered].start.line
        advice = "the name `etude` is taken here: give what has it another name, and run this again"
        return source, [(line, advice)]
    rewriter = _Rewriter(names)
    return wrapper.visit(rewriter).bytes, sorted(rewriter.left)


@dataclass
class _Names:
    """What the imports of a module bind, and how that is called afterwards."""

    bound: set[str] = field(default_factory=set)
    changed: dict[str, str] = field(default_factory=dict)
    """Local names that change, with the new ones; others are kept by `as`."""
    hindered: cst.CSTNode | None = None
    """An import that binds `fastapi`, where `etude` cannot be bound in its place."""


def _names_in(wrapper: MetadataWrapper) -> _Names:
    names, taken, package = _Names(), set(), None
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    for assignment in (assignment for scope in scopes for assignment in scope.assignments):
        if not isinstance(assignment, ImportAssignment):
            taken.add(assignment.name)
            continue
        for local, module in _bound_by(assignment.node):
            if _is_theirs(module):
                names.bound.add(local)
            elif module.partition(".")[0] != "etude":
                taken.add(local)
            if local == "fastapi":
                package = assignment.node
    names.hindered = package if taken & {"fastapi", "etude"} else None
    for theirs, ours in {**RENAMED, "fastapi": "etude"}.items():
        if theirs in names.bound and not taken & {theirs, ours}:
            names.changed[theirs] = ours
    return names


def _bound_by(node: Any) -> Iterator[tuple[str, str]]:
    """Return the names that an import binds, with the modules that they are of."""
    if isinstance(node, cst.Import):
        for alias in node.names:
            module = alias.evaluated_name
            yield alias.evaluated_alias or module.partition(".")[0], module
    else:
        for alias in node.names:
            yield alias.evaluated_alias or alias.evaluated_name, _module_of(node)


def _module_of(node: cst.ImportFrom) -> str:
    """Return where something is imported from; nothing for what is relative to the module."""
    if node.relative or node.module is None:
        return ""
    return get_full_name_for_node(node.module) or ""


def _is_theirs(module: str) -> bool:
    return f"{module}.".startswith("fastapi.")


class _Rewriter(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, names: _Names) -> None:
        super().__init__()
        self.names = names
        self.left: Left = []
        self.types: set[Any] = set()
        """The strings that are types, with names in them."""

    def leave_to_user(self, node: cst.CSTNode, message: str) -> None:
        place: Any = self.get_metadata(PositionProvider, node)
        self.left.append((place.start.line, message))

    # Imports

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    visit_ImportFrom = visit_Import  # type: ignore[assignment]  # of another kind of node

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:
        for alias in original_node.names:
            self.check(original_node, alias.evaluated_name)
        names = [
            alias.with_changes(name=_ours(alias.name))
            if _is_theirs(alias.evaluated_name)
            else alias
            for alias in updated_node.names
        ]
        return updated_node.with_changes(names=names)

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        module = _module_of(original_node)
        if isinstance(original_node.names, cst.ImportStar):
            if _is_theirs(module):
                self.leave_to_user(original_node, f"name what is imported from {module}, not `*`")
            return updated_node
        imported = [alias.evaluated_name for alias in original_node.names]
        self.check(original_node, module, imported)
        if not _is_theirs(module):
            return updated_node
        names = [self.renamed(alias) for alias in original_node.names]
        return updated_node.with_changes(module=_ours(original_node.module), names=names)

    def renamed(self, alias: cst.ImportAlias) -> cst.ImportAlias:
        """Return an imported name as Etude has it; a local name that is taken stays."""
        theirs = alias.evaluated_name
        if theirs not in RENAMED:
            return alias
        if not alias.asname and theirs not in self.names.changed:
            alias = alias.with_changes(asname=cst.AsName(cst.Name(theirs)))
        return alias.with_changes(name=cst.Name(RENAMED[theirs]))

    def check(self, node: cst.CSTNode, module: str, imported: Iterable[str] = ()) -> None:
        """Note what an import needs besides another name."""
        if module.startswith("fastapi_"):
            advice = "start with `etude run --as-fastapi`, or call etude.compat.fastapi.install()"
            self.leave_to_user(node, f"{module} imports FastAPI itself: {advice} first")
        own = "etude" + module[len("fastapi") :]
        for name in imported:
            if not _is_theirs(module):
                if name in RENAMED and not module.startswith("etude"):
                    message = f"{name} of another module: it may be {RENAMED[name]} now"
                    self.leave_to_user(node, message)
            elif not _has(own, RENAMED.get(name, name)):
                self.leave_to_user(node, f"{own} has no {name}")

    # Names, and strings with names

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        name = original_node.value
        return updated_node.with_changes(value=self.names.changed.get(name, name))

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        root = (get_full_name_for_node(original_node) or "").partition(".")[0]
        name = original_node.attr.value
        changed = RENAMED.get(name, name) if root in self.names.bound else name
        return updated_node.with_changes(attr=original_node.attr.with_changes(value=changed))

    def visit_Annotation(self, node: cst.Annotation) -> None:
        self.types.update(findall(node, SimpleString()))

    def visit_Call(self, node: cst.Call) -> None:
        name = (get_full_name_for_node(node.func) or "").rpartition(".")[2]
        if name == "cast":
            self.types.update(arg.value for arg in node.args[:1])
        self.types.update(arg.value for arg in node.args if arg.keyword and name == "TypeVar")

    def visit_Subscript(self, node: cst.Subscript) -> None:
        name = (get_full_name_for_node(node.value) or "").rpartition(".")[2]
        first = {"Literal": 0, "Annotated": 1}.get(name, len(node.slice))
        for element in node.slice[first:]:
            self.types.difference_update(findall(element, SimpleString()))

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        if original_node in self.types:
            value = _DOTTED.sub(lambda match: self.name_of(match[0]), original_node.value)
            return updated_node.with_changes(value=value)
        text = original_node.evaluated_value
        if isinstance(text, str) and _TOLD.fullmatch(text):
            self.leave_to_user(original_node, f"the text {text!r} is left as it is")
        return updated_node

    def name_of(self, dotted: str) -> str:
        root, *rest = dotted.split(".")
        if root not in self.names.bound:
            return dotted
        changed = [RENAMED.get(part, part) for part in rest]
        return ".".join([self.names.changed.get(root, root), *changed])


def _ours(module: Any) -> Any:
    """Return the name of a module with Etude in front."""
    if isinstance(module, cst.Attribute):
        return module.with_changes(value=_ours(module.value))
    return module.with_changes(value="etude")


def _has(module: str, name: str) -> bool:
    """Tell whether a module has a name; one that needs something else to be installed may."""
    try:
        found = import_module(module)
        return hasattr(found, name) or bool(find_spec(f"{module}.{name}"))
    except ImportError as error:
        return not str(error.name).startswith("etude")
