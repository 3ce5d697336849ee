"""How lists and objects stand in a query and in a form (OpenAPI 3.1, `style` and `explode`)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterable

from .._nesting import Nest, nest_of
from .._security import SecurityBase
from ..params import DELIMITERS, QueryStyle
from .kinds import is_scalar, is_sequence, is_sequence_of_scalars
from .model import Call, Field, Location
from .signature import Declaration, faces


def styled(declaration: Declaration, field: Field, type_: Any) -> Field:
    """Return a field as its marker says that it is written in a query."""
    said = [item for item in field.marker.metadata if isinstance(item, QueryStyle)]
    if field.location is not Location.query or not said:
        return field
    _check(declaration, said[-1], field.name, type_)
    nest = nest_of(field.adapter.core_schema, is_raw=True)
    return replace(field, style=said[-1], nest=nest, is_sequence=False, shape=None)


def _check(declaration: Declaration, style: QueryStyle, name: str, type_: Any) -> None:
    """Refuse a style that there is not, and one that the type cannot be written in."""
    problem, remedy = "", ""
    is_list, is_deep = is_sequence(type_), style.name == "deepObject"
    if style.name not in DELIMITERS:
        problem = ", which OpenAPI does not have"
        remedy = f"Use one of {', '.join(DELIMITERS)}."
    elif style.name != "form" and style.explode is not is_deep:
        problem = f" with explode={style.explode}, which OpenAPI does not define"
        remedy = "Remove `explode`."
    elif is_scalar(type_) or (is_list and (is_deep or not is_sequence_of_scalars(type_))):
        problem = ", in which its type cannot be written"
        remedy = (
            f"Use {'a model or a dict' if is_deep else 'a list of plain values, or an object'}."
        )
    if problem:
        raise declaration.error(f"gives `{name}` the style {style.name!r}{problem}", remedy)


def nested(field: Field) -> Field:
    """Return a field of a form with what the keys in its names, or in those of its parts, lead to."""
    nest = nest_of(field.adapter.core_schema)
    if field.shape is None:
        return _leading(field, nest)
    parts = tuple(_leading(part, nest.at(part.name)) for part in field.parts)
    return replace(field, shape=replace(field.shape, fields=parts))


def _leading(field: Field, nest: Nest) -> Field:
    is_flat = is_sequence_of_scalars(field.adapter.type) or not nest.leads_on
    return field if is_flat else replace(field, nest=nest, is_sequence=False)


def query_names(call: Call, fields: Iterable[Field]) -> frozenset[str] | None:
    """Return all names that an operation takes from the query; None where it takes any."""
    in_query = [field for field in fields if field.location is Location.query]
    if any(each.shape and each.shape.takes_others > each.shape.refuses_others for each in in_query):
        return None
    names = {key for field in in_query for part in field.parts for key in part.keys}
    return frozenset(names.union(_keys_of_schemes(call)))


def _keys_of_schemes(call: Call) -> set[str]:
    """Return the names of API keys that security schemes read from the query."""
    found: set[str] = set()
    for dependency in call.dependencies:
        functions = (dependency.function, dependency.call.function)
        for face in (face for function in functions for face in faces(function)):
            model: Any = getattr(face, "model", None) if isinstance(face, SecurityBase) else None
            if getattr(getattr(model, "in_", None), "value", None) == "query":
                found.add(model.name)
        found |= _keys_of_schemes(dependency.call)
    return found
