"""What has changed in a schema: each difference allows less than before, more, or something else.

A schema is compared as its variants: the members of a union, one for each type. So `str | None`,
`nullable` of OpenAPI 3.0 and a list of types are the same.
"""

from __future__ import annotations

import json
from typing import Any, Callable, FrozenSet, Mapping, NamedTuple, Sequence

from ._changes import ANY, Changes, Sender, target_of

_WORDS = ("title", "description", "example", "examples", "deprecated", "externalDocs", "xml")
_LIMITS = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), 1),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), -1),
}
"""The keywords that are limits, and the direction in which they allow less."""
_NO_LIMIT = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False}
_ELSEWHERE = {
    *_WORDS,
    *("properties", "required", "additionalProperties", "items", "prefixItems", "default"),
    *("anyOf", "oneOf", "allOf", "type", "enum", "const", "nullable", "discriminator"),
    *("$ref", "$defs", "$comment"),
}
"""The keywords that are looked at one by one; all others are compared as they are."""
_TYPES: dict[type, str] = {
    **{bool: "boolean", int: "integer", float: "number"},  # noqa: PIE800
    **{type(None): "null", list: "array", dict: "object"},  # noqa: PIE800
}


# A schema as it is to be read


class Variant(NamedTuple):
    """One way in which a value may fit a schema."""

    type: str
    reference: str
    """That to the component, if it is one."""
    schema: Mapping[str, Any]


def flat(
    document: Mapping[str, Any], schema: Any, seen: FrozenSet[int] = frozenset()
) -> dict[str, Any]:
    """Return a schema with what its reference and the members of its `allOf` say."""
    if not isinstance(schema, dict):
        return ANY if schema else {"not": ANY}
    target = target_of(document, schema)
    parts = [*([] if target is schema else [target]), *schema.get("allOf", ())]
    if not parts or id(target) in seen:
        return schema
    own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
    merged: dict[str, Any] = {}
    for part in (*(flat(document, part, seen | {id(target)}) for part in parts), own):
        merged = _merged(merged, part)
    return merged


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**one, **other}
    if "properties" in one and "properties" in other:
        merged["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        merged["required"] = [*one["required"], *other["required"]]
    return merged


def variants(
    document: Mapping[str, Any], schema: Any, seen: FrozenSet[str] = frozenset()
) -> list[Variant]:
    """Return the ways in which a value may fit a schema."""
    reference = str(schema.get("$ref", "")) if isinstance(schema, dict) else ""
    whole = flat(document, schema)
    members = [*whole.get("anyOf", ()), *whole.get("oneOf", ())]
    around = {key: value for key, value in whole.items() if key not in ("anyOf", "oneOf")}
    found = [] if members else _by_type(_modern(around), reference)
    for member in members if reference not in seen else ():
        for variant in variants(document, member, seen | {reference} - {""}):
            found.append(variant._replace(schema=_merged(around, variant.schema)))
    if whole.get("nullable") and not any(variant.type == "null" for variant in found):
        found.append(Variant("null", "", {}))
    return found


def _modern(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema of OpenAPI 3.0 as 3.1 writes it."""
    modern = {key: value for key, value in schema.items() if value != "binary"}
    if schema.get("format") == "binary":
        modern["contentMediaType"] = "application/octet-stream"
    for exclusive, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(modern.get(exclusive), bool) and modern.pop(exclusive):
            modern[exclusive] = modern.pop(limit, None)
    return modern


def _by_type(schema: Mapping[str, Any], reference: str) -> list[Variant]:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values is None:
        implied = {"properties": "object", "items": "array", "prefixItems": "array"}
        types: Any = [implied[key] for key in implied if key in schema][:1] or ["any"]
        types = schema.get("type", types)
        return [Variant(type_, reference, schema) for type_ in _listed(types)]
    by_type: dict[str, list[Any]] = {}
    for value in values:
        by_type.setdefault(_TYPES.get(type(value), "string"), []).append(value)
    allowed = _listed(schema.get("type", [*by_type]))
    return [
        Variant(type_, reference, {**schema, "enum": fitting})
        for type_, fitting in by_type.items()
        if type_ in allowed or "number" in allowed
    ]


def _listed(types: Any) -> list[str]:
    return types if isinstance(types, list) else [types]


# Comparing


def compare_schemas(changes: Changes, old: Any, new: Any, part: str, sender: Sender) -> None:
    """Note what has changed in the schema of a value; the part is its name in messages."""
    pair = (_identity(changes.old, old), _identity(changes.new, new), sender)
    if pair in changes.compared:
        return
    changes.compared.add(pair)
    before, after = flat(changes.old, old), flat(changes.new, new)
    changes.words(part, before, after, _WORDS)
    if "default" in before and (before["default"] != after.get("default", before)):
        told = f"was {_json(before['default'])}, and is {_json(after.get('default'))}"
        changes.add(f"{sender.value}-default-changed", part, told)
    sides = variants(changes.old, old), variants(changes.new, new)
    _Comparison(changes, part, sender).of_variants(*sides)


def _identity(document: Mapping[str, Any], schema: Any) -> int:
    """Return the same number for all references to a component that say nothing besides."""
    is_bare = isinstance(schema, dict) and len(schema) == 1
    return id(target_of(document, schema) if is_bare else schema)


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


_BELONGING: Sequence[Callable[[Variant, Variant], bool]] = (
    lambda one, other: one == other,
    lambda one, other: (one.type, one.reference) == (other.type, other.reference),
    lambda one, other: one.type == other.type,
    lambda one, other: {one.type, other.type} == {"integer", "number"},
)
"""Which variants of two unions belong together; what one line finds, the next do not ask about."""


class _Comparison:
    """What to note of one value."""

    def __init__(self, changes: Changes, part: str, sender: Sender) -> None:
        self._changes = changes
        self._part = part
        self._sender = sender

    def _add(self, code: str, message: str) -> None:
        self._changes.add(f"{self._sender.value}-{code}", self._part, message)

    def of_variants(self, old: Sequence[Variant], new: Sequence[Variant]) -> None:
        """Compare the variants that belong together, and note those that stand alone."""
        before, after = list(old), list(new)
        for belong in _BELONGING:
            for one in list(before):
                other = next((each for each in after if belong(one, each)), None)
                if other is not None:
                    before.remove(one)
                    after.remove(other)
                    self._of_pair(one, other)
        told = f"was {_types(old)}, and is {_types(new)}"
        if before and not any(variant.type == "any" for variant in after):
            self._add("type-narrowed", told)
        if after and not any(variant.type == "any" for variant in before):
            self._add("type-widened", told)

    def _of_pair(self, one: Variant, other: Variant) -> None:
        if one.type != other.type:
            told = f"was {one.type}, and is {other.type}"
            self._add("type-widened" if other.type == "number" else "type-narrowed", told)
        old, new = one.schema, other.schema
        self._of_values(old.get("enum"), new.get("enum"))
        for key in sorted({**old, **new}.keys() - _ELSEWHERE):
            was, is_ = (side.get(key, _NO_LIMIT.get(key)) for side in (old, new))
            if was != is_ and not key.startswith("x-"):
                self._add(_effect(key, was, is_), f"{key} was {_json(was)}, and is {_json(is_)}")
        self._of_objects(old, new)
        self._below(old.get("items", ANY), new.get("items", ANY), "[]")
        before, after = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(before) != len(after):
            self._add("form-changed", f"had {len(before)} items of its own, and has {len(after)}")
        for number, pair in enumerate(zip(before, after)):
            self._below(pair[0], pair[1], f"[{number}]")

    def _of_values(self, old: Sequence[Any] | None, new: Sequence[Any] | None) -> None:
        before, after = ({_json(value) for value in values or ()} for values in (old, new))
        if new is not None and (old is None or before - after):
            self._add("value-removed", f"{_words(before - after)} may not be there any more")
        if old is not None and (new is None or after - before):
            self._add("value-added", f"{_words(after - before)} may be there now")

    def _of_objects(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        pair = (*(id(side.get("properties")) for side in (old, new)), self._sender)
        if "properties" in old and "properties" in new and pair in self._changes.compared:
            return
        self._changes.compared.add(pair)
        before, after = (
            {
                name: {"schema": schema, "required": name in side.get("required", ())}
                for name, schema in side.get("properties", {}).items()
            }
            for side in (old, new)
        )
        for name in {**before, **after}:
            was, is_, part = before.get(name), after.get(name), f"{self._part}.{name}"
            kind = f"{self._sender.value}-property"
            if self._changes.has_both(kind, part, was, is_) and was and is_:
                self._below(was["schema"], is_["schema"], f".{name}")
        self._of_others(*(side.get("additionalProperties", True) for side in (old, new)))

    def _of_others(self, old: Any, new: Any) -> None:
        """Compare what may stand in an object besides its properties; answers may have more."""
        if False not in (old, new):
            self._below(ANY if old is True else old, ANY if new is True else new, ".*")
        elif old != new and self._sender is Sender.client:
            code = "limit-tightened" if new is False else "limit-loosened"
            self._add(code, f"further properties are {'refused' if new is False else 'taken'} now")

    def _below(self, old: Any, new: Any, name: str) -> None:
        compare_schemas(self._changes, old, new, self._part + name, self._sender)


def _effect(key: str, before: Any, after: Any) -> str:
    absent = _NO_LIMIT.get(key)
    if before == absent or after == absent:
        return "limit-tightened" if before == absent else "limit-loosened"
    if key not in _LIMITS:
        return "form-changed"
    return "limit-tightened" if (after - before) * _LIMITS[key] > 0 else "limit-loosened"


def _types(found: Sequence[Variant]) -> str:
    names = (variant.reference.rpartition("/")[2] or variant.type for variant in found)
    return " or ".join(dict.fromkeys(names)) or "nothing"


def _words(values: set[str]) -> str:
    return ", ".join(sorted(values)) or "any other value"
