"""How the fields of the body share the one body of a request."""

from __future__ import annotations

import importlib.util
from typing import Any, Callable, Iterable, Mapping

from .. import params
from .._limits import MOST_IN_MEMORY, MOST_LEVELS
from ..exceptions import DeclarationError
from .kinds import is_sequence_of_scalars
from .model import Body, BodyKind, Field, Location
from .signature import place
from .styles import nested

JSON = "application/json"
URLENCODED = params.Form.default_media_type
MULTIPART = params.File.default_media_type


def plan_body(
    fields: Iterable[Field], endpoint: Callable[..., object], options: Mapping[str, Any]
) -> Body | None:
    """Plan the body of an operation from all fields of all its calls."""
    in_body = [field for field in fields if field.location is Location.body]
    if not in_body:
        return None
    distinct = tuple({field.name: field for field in in_body}.values())
    if any(isinstance(field.marker, params.Form) for field in distinct):
        return _plan_form(distinct, endpoint, options)
    _check_names(in_body, endpoint)
    return Body(
        distinct,
        BodyKind.json,
        len(distinct) > 1 or any(field.marker.embed for field in distinct),
        _common_media_type(distinct) or JSON,
        assumes_json=not options.get("strict_content_type", True),
        max_size=options.get("max_body_size", MOST_IN_MEMORY),
        max_depth=options.get("max_json_depth", MOST_LEVELS),
        allows_inf_nan=options.get("allow_inf_nan", True),
    )


def _check_names(fields: list[Field], endpoint: Callable[..., object]) -> None:
    """Refuse two arguments of one name, so of one value, that no value fits both of."""
    seen: dict[str, Field] = {}
    for field in fields:
        first = seen.setdefault(field.name, field)
        if first is field:
            continue
        kinds = {first.adapter.json_kind, field.adapter.json_kind}
        if len(kinds) > 1 and None not in kinds and kinds & {"object", "array"}:
            raise DeclarationError(
                f"{place(endpoint)} and its dependencies take `{field.name}` from the body as two "
                f"kinds of JSON, {' and '.join(sorted(map(str, kinds)))}, and no value is both. "
                "Give one of them another name, or both the same type."
            )


def _common_media_type(fields: tuple[Field, ...]) -> str | None:
    media_types = {field.marker.media_type for field in fields}
    return media_types.pop() if len(media_types) == 1 else None


def _plan_form(
    fields: tuple[Field, ...], endpoint: Callable[..., object], options: Mapping[str, Any]
) -> Body:
    if importlib.util.find_spec("python_multipart") is None:
        raise RuntimeError(
            f"{place(endpoint)} reads a form, which needs the package python-multipart. Install it "
            'with: pip install python-multipart, or pip install "etude[standard]"'
        )
    in_form = tuple(field for field in fields if isinstance(field.marker, params.Form))
    has_files = any(isinstance(field.marker, params.File) for field in in_form)
    media_type = _common_media_type(in_form) or (MULTIPART if has_files else URLENCODED)
    parts = fields if media_type == MULTIPART else in_form
    for field in fields:
        is_text = field in parts or is_sequence_of_scalars(field.adapter.type)
        if field.required and not is_text:
            raise DeclarationError(
                f"{place(endpoint)} reads a form and takes `{field.name}` from a JSON body, and a "
                "request has only one body. Declare it with Form(), or the others with Body(), or "
                f'send both as parts: Form(media_type="{MULTIPART}").'
            )
    fields = tuple(nested(field) if field in parts else field for field in fields)
    files, limits = _limits_of_files(in_form), options.get("form_limits", {})
    limits = {**limits, "files": files} if files else limits
    most = options.get("max_body_size", MOST_IN_MEMORY)
    return Body(fields, BodyKind.form, True, media_type, limits=limits, max_size=most)


def _limits_of_files(fields: Iterable[Field]) -> dict[str, params.FileLimits]:
    """Return what files may be that a parameter, or a field of a model, has limits for."""
    return {
        key: limits
        for field in fields
        for part in field.parts
        for limits in part.marker.metadata
        if isinstance(limits, params.FileLimits)
        for key in part.keys
    }
