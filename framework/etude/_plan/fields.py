"""Arguments that a request fills: where each value stands, under which names, of which type."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import AbstractSet, Any, Iterable, Sequence, Union

from pydantic import AliasChoices, AliasPath, BaseModel

from .. import params
from .._pydantic import (
    Adapter,
    AdapterError,
    FieldBase,
    Undefined,
    adapter_of,
    is_class,
    is_pydantic_v1,
    says_something,
)
from ..exceptions import PydanticV1NotSupportedError
from .kinds import (
    find_unfit,
    holds_bytes,
    holds_uploads,
    is_json_text,
    is_scalar,
    is_sequence,
    is_sequence_of_scalars,
    is_unreadable,
    listed,
    members,
)
from .model import Field, Location, Shape
from .signature import EMPTY, Declaration, place
from .styles import styled

Marker = Union[params.Param, params.Body]


def plan_field(
    declaration: Declaration, marked: Marker | None, path_names: AbstractSet[str]
) -> Field:
    """Plan an argument; without a marker its name and its type say where its value stands."""
    marker = marked or _implied_marker(declaration, path_names)
    location = Location.body if isinstance(marker, params.Body) else Location(marker.in_.value)
    type_ = Any if declaration.type is EMPTY else listed(declaration.type)
    metadata = declaration.metadata
    if not any(item is marker for item in metadata):
        metadata = (*metadata, marker)
    said = [item for item in metadata if isinstance(item, FieldBase)]
    _check_place(declaration, marker, type_, path_names)
    sent_type = str if any(is_json_text(item) for item in metadata) else type_
    shape = None
    if marked is not None and isinstance(marker, (params.Param, params.Form)):
        shape = _shape(declaration, sent_type, location, marker)
    keys = _keys(declaration, marker, said)
    default, factory = _default(declaration, marker, said, marked is not None)
    if shape is not None and isinstance(default, BaseModel):
        shape = _with_default(shape, default)
    field = Field(
        name=declaration.name,
        location=location,
        alias=keys[0],
        keys=keys,
        marker=_described(marker, said),
        adapter=_adapter(declaration, type_, marker, metadata),
        default=default,
        default_factory=factory,
        is_sequence=shape is None and is_sequence(sent_type),
        reads_content=isinstance(marker, params.File) and holds_bytes(type_),
        shape=shape,
    )
    field = styled(declaration, field, sent_type)
    if field.shape is None and field.style is None:
        _check_type(declaration, location, sent_type)
    return field


def _implied_marker(declaration: Declaration, path_names: AbstractSet[str]) -> Marker:
    if declaration.name in path_names:
        return params.Path()
    if declaration.type is EMPTY:
        return params.Query()
    if holds_uploads(declaration.type):
        return params.File()
    return params.Query() if is_scalar(declaration.type) else params.Body()


def called(marker: Any) -> str:
    """Return a marker as it is written, without its arguments."""
    return f"{type(marker).__name__}()" if type(marker) is not FieldBase else "Field()"


def _shown(type_: Any) -> str:
    return type_.__name__ if is_class(type_) else str(type_)


# What is said about a value


def _keys(declaration: Declaration, marker: Marker, said: Sequence[Any]) -> tuple[str, ...]:
    """Return the names that the marker, or a Pydantic Field() beside it, gives the value."""
    named = [item for item in (marker, *said) if item.validation_alias or item.alias]
    naming = named[0] if named else marker
    choices = getattr(naming.validation_alias, "choices", [naming.validation_alias])
    if all(isinstance(choice, AliasPath) for choice in choices):
        raise declaration.error(
            f"names `{declaration.name}` by an AliasPath, and a parameter has a name and no path",
            "Use alias= or AliasChoices() with a name.",
        )
    return _keys_of(declaration.name, naming, marker)


def _keys_of(name: str, info: Any, marker: Marker) -> tuple[str, ...]:
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


def _default(
    declaration: Declaration, marker: Marker, said: Sequence[Any], is_marked: bool
) -> tuple[Any, Any]:
    """Return the default and what makes it; at most one of the two is there."""
    name, default = declaration.name, declaration.default
    if isinstance(marker, params.Path):
        is_given = is_marked and not any(default is none for none in (marker, EMPTY, ...))
        if is_given or marker.default is not Undefined or marker.default_factory is not None:
            raise declaration.error(
                f"gives the path parameter `{name}` a default",
                "A path without the parameter is another path: remove the default.",
            )
        return Undefined, None
    if default is marker:
        return marker.default, marker.default_factory
    inner = [item for item in said if item.default is not Undefined]
    if inner and is_marked:
        raise declaration.error(
            f"gives `{name}` a default inside {called(inner[0])} in Annotated",
            f"Write it after the annotation: `{name}: Annotated[...] = {inner[0].default!r}`.",
        )
    if default is EMPTY or default is ...:
        factories = [item.default_factory for item in said if item.default_factory]
        factory = declaration.default_factory or (factories[-1] if factories else None)
        return inner[-1].default if inner else Undefined, factory
    if marker.default_factory is not None:
        raise TypeError(
            f"{place(declaration.owner)} gives `{name}` a default and a default_factory: keep one."
        )
    return default, None


def _described(marker: Marker, said: Sequence[Any]) -> Marker:
    """Return the marker with what is said about the parameter beside it; the last one counts."""
    if len(said) == 1:
        return marker
    described = copy(marker)
    for name in ("title", "description", "deprecated"):
        given = [getattr(item, name) for item in said if getattr(item, name) is not None]
        setattr(described, name, given[-1] if given else None)
    return described


def _adapter(
    declaration: Declaration, type_: Any, marker: Marker, metadata: Iterable[Any]
) -> Adapter:
    name = declaration.name
    if is_pydantic_v1(type_):
        raise PydanticV1NotSupportedError(
            f"{place(declaration.owner)} annotates `{name}` with {type_.__name__}, a model of "
            "pydantic.v1. Import BaseModel from pydantic."
        )
    spoken = [
        # the names of a Pydantic Field have been read already
        _marker_of(item, marker) if type(item) is FieldBase else item
        for item in metadata
        if type(item) is FieldBase or not isinstance(item, FieldBase) or says_something(item)
    ]
    try:
        adapter = adapter_of(type_, spoken)
    except AdapterError as error:
        raise declaration.error(
            f"declares the parameter `{name}` of the type {type_!r}, which Pydantic cannot read "
            f"({str(error).splitlines()[0]})",
            "Use a type that Pydantic knows, or mark a dependency with Depends().",
        ) from error
    said = [item for item in spoken if isinstance(item, FieldBase)]
    unfit = find_unfit(type_, [constraint for item in said for constraint in item.metadata])
    if unfit is not None:
        raise declaration.error(
            f"gives `{name}: {_shown(type_)}` the constraint "
            f"{repr(unfit).partition('(')[2].rstrip(')')}, which no value of that type can be held "
            "against",
            "Remove the constraint, or use a type that it fits.",
        )
    return adapter


# What does not go together


def _check_place(
    declaration: Declaration, marker: Marker, type_: Any, path_names: AbstractSet[str]
) -> None:
    name = declaration.name
    if name in path_names and not isinstance(marker, params.Path):
        raise declaration.error(
            f"marks `{name}` with {called(marker)}, and the path has {{{name}}}",
            "Remove the marker, use Path(), or rename the argument.",
        )
    if holds_uploads(type_) and not isinstance(marker, params.Form):
        raise declaration.error(
            f"takes the uploaded file `{name}` from {called(marker)}",
            "Files come in forms: use File(), or no marker.",
        )


def _check_type(declaration: Declaration, location: Location, type_: Any) -> None:
    name = declaration.name
    if is_unreadable(type_):
        raise declaration.error(
            f"declares the parameter `{name}` of the type {_shown(type_)}, which no request can "
            "hold",
            "Use a type that is read from text or from JSON, or mark a dependency with Depends().",
        )
    if location is Location.body or is_scalar(type_):
        return
    if location is Location.path or not is_sequence_of_scalars(type_):
        raise declaration.error(
            f"declares the {location.value} parameter `{name}` of the type {_shown(type_)}, which "
            "is more than a text can hold",
            "Use a type that is read from one text, or declare it as a body with Body().",
        )


# Models whose fields are parameters of their own


def _shape(
    declaration: Declaration, type_: Any, location: Location, marker: Marker
) -> Shape | None:
    """Return the fields of a model, or None for a type that is no model, or is embedded."""
    model, *others = members(type_)
    others += [marker] if isinstance(marker, params.Form) and marker.embed else []
    if others or not (is_class(model) and issubclass(model, BaseModel)):
        return None
    extra = model.model_config.get("extra")
    by_name = bool(model.model_config.get("populate_by_name"))
    return Shape(
        fields=tuple(
            styled(declaration, _member(name, info, location, marker, by_name), info.annotation)
            for name, info in model.model_fields.items()
        ),
        takes_others=extra in ("allow", "forbid"),
        refuses_others=extra == "forbid",
        is_optional=type_ is not model,
    )


def _with_default(shape: Shape, default: BaseModel) -> Shape:
    """Return the shape of a model for which an instance stands if the request holds nothing."""
    values = [getattr(default, name) for name in type(default).model_fields]
    fields = [
        replace(field, default=value, default_factory=None)
        for field, value in zip(shape.fields, values)
    ]
    return replace(shape, fields=tuple(fields), is_optional=True)


def _member(name: str, info: Any, location: Location, marker: Marker, by_name: bool) -> Field:
    keys = _keys_of(name, info, marker)
    copied = _marker_of(info, marker)
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


def _marker_of(info: Any, marker: Marker) -> Marker:
    """Return a marker of the same kind that says what a Pydantic Field says, without its names."""
    copied = type(marker)()
    for name in _COPIED:
        setattr(copied, name, getattr(info, name))
    copied.include_in_schema = marker.include_in_schema
    copied.openapi_examples = getattr(info, "openapi_examples", None)
    copied.example = getattr(info, "example", Undefined)
    return copied
