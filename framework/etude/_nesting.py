"""Which keys lead into a type, read from Pydantic's core schemas.

A form and a query say by their names where a value stands: `lines[0].sku`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Dict, Iterator, Mapping

from pydantic_core import CoreSchema

_LISTS = frozenset(["list", "set", "frozenset", "tuple", "generator"])
_OBJECTS = frozenset(["model-fields", "dataclass-args", "typed-dict", "dict"])
_EARLY = frozenset(["function-before", "function-wrap", "function-plain"])
"""What sees a value before Pydantic does, and may make of a text what it likes."""
_INNER = {"json-or-python": "python_schema", "lax-or-strict": "lax_schema"}


class Nest:
    """A place in a type: what its keys lead to, and in which way texts are read there."""

    leads_on: bool
    """Whether anything is known of what stands below."""
    is_list: bool
    """Whether several values may stand here, each under a number."""

    def __init__(
        self, schemas: Any, definitions: Mapping[str, Any], known: Dict[Any, Nest], is_raw: bool
    ) -> None:
        found = [each for schema in schemas for each in _alternatives(schema, definitions)]
        types = {schema["type"] for schema, _ in found}
        self._definitions, self._known = definitions, known
        self._is_raw = is_raw or any(is_early for _, is_early in found)
        self._is_structure = bool(found) and not self._is_raw and types <= _LISTS | _OBJECTS
        self.leads_on = not types.isdisjoint(_LISTS | _OBJECTS)
        self.is_list = not types.isdisjoint(_LISTS)
        self._members: dict[str, list[Any]] = {}
        self._values: list[Any] = []
        for schema, _ in found:
            for name, member in _named(schema.get("fields", {})):
                self._members.setdefault(name, []).append(member)
            values = schema.get("values_schema", schema.get("items_schema", []))
            self._values += values if isinstance(values, list) else [values]

    @cached_property
    def takes_json(self) -> bool:
        """Whether a text can only be meant as JSON: no list of texts, and no validator's matter."""
        return self._is_structure and (not self.is_list or self._at(self._values)._is_structure)

    def at(self, key: str) -> Nest:
        """Return the place under a key; one that says nothing where nothing is declared."""
        return self._at(self._members.get(key, self._values))

    def _at(self, schemas: list[Any]) -> Nest:
        """Return the place of schemas: always the same one, since types may hold themselves."""
        key = (*map(id, schemas), self._is_raw)
        if key not in self._known:
            self._known[key] = Nest(schemas, self._definitions, self._known, self._is_raw)
        return self._known[key]


def _alternatives(schema: Any, definitions: Mapping[str, Any]) -> Iterator[tuple[Any, bool]]:
    """Return what may stand in a place, and whether a validator sees it before."""
    type_ = schema["type"]
    inner: list[Any] = [schema.get(_INNER.get(type_, "schema"))]
    if type_ == "definition-ref":
        inner = [definitions[schema["schema_ref"]]]
    elif type_ in ("union", "tagged-union"):
        choices = schema["choices"]
        inner = list(choices.values() if isinstance(choices, dict) else choices)
        inner = [choice[0] if isinstance(choice, tuple) else choice for choice in inner]
    inner = [part for part in inner if isinstance(part, dict)]
    if not inner:
        yield schema, type_ in _EARLY
    for part in inner:
        for found, is_early in _alternatives(part, definitions):
            yield found, is_early or type_ in _EARLY


def _named(fields: Any) -> Iterator[tuple[str, Any]]:
    """Return the schemas of an object's fields by all names that they may have."""
    rows = fields.items() if isinstance(fields, dict) else [(each["name"], each) for each in fields]
    for name, field in rows:
        alias = field.get("validation_alias")
        paths = alias if isinstance(alias, list) else [[alias]]
        for key in {name, *(path[0] for path in paths if isinstance(path, list))}:
            yield key, field["schema"]


def nest_of(schema: CoreSchema, is_raw: bool = False) -> Nest:
    """Return what the keys of a type lead to; `is_raw` leaves all texts as they are."""
    root: Any = schema
    return Nest([root], {each["ref"]: each for each in root.get("definitions", ())}, {}, is_raw)
