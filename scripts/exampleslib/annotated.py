"""Taking `Annotated` apart: the marker of a parameter becomes its default value.

The first of these lines becomes the second:

    q: Annotated[Optional[str], Query(max_length=5)] = None
    q: Optional[str] = Query(default=None, max_length=5)
"""

from __future__ import annotations

import libcst as cst
from typing_extensions import TypeGuard

MARKERS = frozenset({"Path", "Query", "Header", "Cookie", "Body", "Form", "File"})
DEPENDENCIES = frozenset({"Depends", "Security"})


class OnlyAnnotated(Exception):
    """The text says something that no default value can say, so it has no plain form."""


class CannotTakeApart(Exception):
    """The text has a plain form that the tool cannot write; the exception says why."""


def take_apart(text: str) -> str:
    """Return the text with the marker of each parameter as its default value.

    Where a parameter without default would then follow one with, the rest of the parameters becomes
    keyword-only (`*`), which keeps their order. Aliases such as `SessionDep` are written out where
    they are used. Raises OnlyAnnotated when other metadata than one marker occurs.
    """
    module = _parse(text)
    taken = module.visit(_TakeApart(_aliases(module)))
    if _count_annotated(taken):
        raise OnlyAnnotated
    return taken.code


def has_markers(text: str) -> bool:
    """Tell whether a parameter carries a marker, in `Annotated` or as its default value."""
    finder = _MarkerFinder()
    _parse(text).visit(finder)
    return finder.found


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise CannotTakeApart(f"it is not valid Python: line {error.raw_line}") from error


class _TakeApart(cst.CSTTransformer):
    """Rewrites parameters; libcst hands each node over before and after its children."""

    def __init__(self, aliases: dict[str, cst.Subscript]) -> None:
        super().__init__()
        self.aliases = aliases

    def leave_Parameters(
        self,
        original_node: cst.Parameters,
        updated_node: cst.Parameters,
    ) -> cst.Parameters:
        groups = updated_node.params, updated_node.kwonly_params
        positional, keyword_only = ([self._taken(param) for param in group] for group in groups)
        has_default = [param.default is not None for param in positional]
        if has_default == sorted(has_default):
            return updated_node.with_changes(params=positional, kwonly_params=keyword_only)
        if isinstance(updated_node.star_arg, cst.Param):
            rest = updated_node.star_arg.name.value
            raise CannotTakeApart(f"a parameter without default follows one with, before *{rest}")
        first = has_default.index(True)
        return updated_node.with_changes(
            params=positional[:first],
            star_arg=cst.ParamStar(),
            kwonly_params=[*positional[first:], *keyword_only],
        )

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        return cst.RemoveFromParent() if _alias_of(original_node) else updated_node

    def _taken(self, param: cst.Param) -> cst.Param:
        written = self._written_out(param)
        marker = None if written is None else _marker(written)
        if written is None or marker is None:
            return param
        return param.with_changes(
            annotation=cst.Annotation(_elements(written)[0]),
            equal=cst.MaybeSentinel.DEFAULT,
            default=_with_default(marker, param.default),
        )

    def _written_out(self, param: cst.Param) -> cst.Subscript | None:
        annotation = param.annotation.annotation if param.annotation else None
        if isinstance(annotation, cst.Name) and annotation.value in self.aliases:
            return self.aliases[annotation.value].deep_clone()
        return annotation if _is_annotated(annotation) else None


class _MarkerFinder(cst.CSTVisitor):
    found = False

    def visit_Param(self, node: cst.Param) -> None:
        annotation = node.annotation.annotation if node.annotation else None
        in_annotation = _is_annotated(annotation) and _marker(annotation) is not None
        self.found = self.found or in_annotation or _is_marker(node.default)


class _AnnotatedCounter(cst.CSTVisitor):
    count = 0

    def visit_Subscript(self, node: cst.Subscript) -> None:
        self.count += _is_annotated(node)


def _count_annotated(module: cst.Module) -> int:
    counter = _AnnotatedCounter()
    module.visit(counter)
    return counter.count


def _aliases(module: cst.Module) -> dict[str, cst.Subscript]:
    statements = (line for line in module.body if isinstance(line, cst.SimpleStatementLine))
    return dict(alias for line in statements if (alias := _alias_of(line)))


def _alias_of(line: cst.SimpleStatementLine) -> tuple[str, cst.Subscript] | None:
    """Return name and value of `SessionDep = Annotated[Session, Depends(get_session)]`."""
    statement = line.body[0]
    if not (
        isinstance(statement, cst.Assign) and isinstance(statement.targets[0].target, cst.Name)
    ):
        return None
    value = statement.value
    if not _is_annotated(value) or _marker(value) is None:
        return None
    return statement.targets[0].target.value, value


def _marker(annotated: cst.Subscript) -> cst.Call | None:
    """Return the marker of `Annotated[type, marker]`; None when there is more, or something else."""
    _, *metadata = _elements(annotated)
    return metadata[0] if len(metadata) == 1 and _is_marker(metadata[0]) else None


def _elements(annotated: cst.Subscript) -> list[cst.BaseExpression]:
    return [
        element.slice.value for element in annotated.slice if isinstance(element.slice, cst.Index)
    ]


def _with_default(marker: cst.Call, default: cst.BaseExpression | None) -> cst.Call:
    """Return the marker with the default value of its parameter as the argument `default`."""
    if default is None:
        return marker
    if _called_name(marker) in DEPENDENCIES or any(not arg.keyword for arg in marker.args):
        raise CannotTakeApart(
            f"`{_code(marker)}` stands beside the default value `{_code(default)}`:"
            " a parameter has one of them"
        )
    no_space = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    argument = cst.Arg(default, keyword=cst.Name("default"), equal=no_space)
    return marker.with_changes(args=[argument, *marker.args])


def _is_annotated(node: cst.BaseExpression | None) -> TypeGuard[cst.Subscript]:
    return isinstance(node, cst.Subscript) and _last_name(node.value) == "Annotated"


def _is_marker(node: cst.BaseExpression | None) -> TypeGuard[cst.Call]:
    return isinstance(node, cst.Call) and _called_name(node) in MARKERS | DEPENDENCIES


def _called_name(call: cst.Call) -> str | None:
    return _last_name(call.func)


def _last_name(node: cst.BaseExpression) -> str | None:
    """Return `Annotated` for both `Annotated` and `typing.Annotated`."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else None


def _code(node: cst.BaseExpression) -> str:
    return cst.Module([]).code_for_node(node)
