"""Models whose fields are parameters of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import AliasChoices, BaseModel

from .. import params
from .._pydantic import Undefined, adapter_of
from .kinds import is_sequence, members
from .model import Field, Location, Shape


def plan_shape(
    type_: Any, location: Location, marker: params.Param | params.Body, is_implied: bool
) -> Shape | None:
    """Return the fields of a model, or None for a type that is no model.

    A model in the path must be marked, since it is a body everywhere else.
    """
    models = members(type_)
    if len(models) != 1 or not _is_model(models[0]) or is_implied:
        return None
    (model,) = models
    extra = model.model_config.get("extra")
    return Shape(
        fields=tuple(
            _member(name, info, location, marker, bool(model.model_config.get("populate_by_name")))
            for name, info in model.model_fields.items()
        ),
        takes_others=extra in ("allow", "forbid"),
        refuses_others=extra == "forbid",
        is_optional=type_ is not model,
    )


def with_default(shape: Shape, default: BaseModel) -> Shape:
    """Return the shape of a model for which an instance stands if the request holds nothing."""
    values = [getattr(default, name) for name in type(default).model_fields]
    fields = [
        replace(field, default=value, default_factory=None)
        for field, value in zip(shape.fields, values)
    ]
    return replace(shape, fields=tuple(fields), is_optional=True)


def _is_model(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, BaseModel)


def _member(
    name: str,
    info: Any,
    location: Location,
    marker: params.Param | params.Body,
    by_name: bool,
) -> Field:
    keys = keys_of(name, info, marker)
    copied = marker_of(info, marker)
    known_as = keys[0] if info.validation_alias or info.alias else name
    return Field(
        name=known_as,
        location=location,
        alias=keys[0],
        keys=(*keys, name) if by_name else keys,
        marker=copied,
        adapter=adapter_of(info.annotation, [copied]),
        default=info.default,
        default_factory=info.default_factory,
        is_sequence=is_sequence(info.annotation),
        label=known_as,
    )


_COPIED = (
    "title",
    "description",
    "examples",
    "deprecated",
    "json_schema_extra",
    "metadata",
    "discriminator",
)


def marker_of(info: Any, marker: params.Param | params.Body) -> params.Param | params.Body:
    """Return a marker of the same kind that says what a model's field says."""
    copied = type(marker)()
    for name in _COPIED:
        setattr(copied, name, getattr(info, name))
    copied.include_in_schema = marker.include_in_schema
    copied.openapi_examples = getattr(info, "openapi_examples", None)
    copied.example = getattr(info, "example", Undefined)
    return copied


def keys_of(name: str, info: Any, marker: params.Param | params.Body) -> tuple[str, ...]:
    """Return the names under which the client may send a value, the documented one first."""
    alias = info.validation_alias or info.alias
    if isinstance(alias, AliasChoices):
        choices = tuple(choice for choice in alias.choices if isinstance(choice, str))
        return choices or (name,)
    if isinstance(alias, str):
        return (alias,)
    if isinstance(marker, params.Header) and marker.convert_underscores:
        return (name.replace("_", "-"),)
    return (name,)
