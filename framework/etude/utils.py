"""Small functions that packages around this API style import."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from annotated_doc import Doc
from pydantic.fields import FieldInfo
from typing_extensions import Annotated

from ._facade.fields import ModelField
from ._http import allows_body
from ._pydantic import AdapterError, FieldBase, JsonSchemaMode, Undefined
from ._warn import warn_user
from .datastructures import DefaultPlaceholder
from .exceptions import EtudeDeprecationWarning, EtudeError
from .openapi.operations import deep_update
from .routing import generate_unique_id as generate_unique_id


def get_path_param_names(
    path: Annotated[str, Doc("A path, with its parameters in braces.")],
) -> set[str]:
    """Return what stands between braces in a path, convertors included."""
    return set(re.findall("{(.*?)}", path))


def is_body_allowed_for_status_code(
    status_code: Annotated[
        int | str | None, Doc("A code, a range such as `2XX`, `default`, or None for unknown.")
    ],
) -> bool:
    """Tell whether an answer may have a body; what is no single code may (RFC 9110, section 6.4.1)."""
    text = str(status_code)
    return not text.isdigit() or allows_body(int(text))


def deep_dict_update(
    main_dict: Annotated[dict[Any, Any], Doc("What to change.")],
    update_dict: Annotated[dict[Any, Any], Doc("What to put into it.")],
) -> None:
    """Merge one dict into another: dicts are merged, lists joined, everything else is replaced."""
    deep_update(main_dict, update_dict)


def get_value_or_default(
    first_item: Annotated[Any, Doc("What counts most; the others follow.")], *extra_items: Any
) -> Any:
    """Return the first item that is no placeholder of a default, or else the first item."""
    items = (first_item, *extra_items)
    return next((item for item in items if not isinstance(item, DefaultPlaceholder)), first_item)


def create_model_field(
    name: Annotated[str, Doc("The name that errors and schemas show.")],
    type_: Annotated[Any, Doc("The type of its values.")],
    default: Annotated[Any, Doc("The value where there is none.")] = Undefined,
    field_info: Annotated[FieldInfo | None, Doc("What else is said about it.")] = None,
    alias: Annotated[str | None, Doc("Another name for it outside.")] = None,
    mode: Annotated[JsonSchemaMode, Doc("`validation`, or `serialization` for answers.")] = (
        "validation"
    ),
) -> ModelField:
    """Return a field that validates, serialises and describes the values of a type.

    Raises EtudeError for a type that Pydantic cannot read.
    """
    info = FieldBase(default=default, alias=alias) if field_info is None else copy(field_info)
    info.annotation = type_
    try:
        return ModelField(info, name, mode)
    except AdapterError as error:
        raise EtudeError(
            f"The field {name!r} has the type {type_!r}, which Pydantic cannot read "
            f"({str(error).splitlines()[0]}). Use a type that it knows."
        ) from error


create_response_field = create_model_field
"""The same under its old name."""


def generate_operation_id_for_path(
    *,
    name: Annotated[str, Doc("The name of the route.")],
    path: Annotated[str, Doc("Its path, with its parameters in braces.")],
    method: Annotated[str, Doc("One of its methods.")],
) -> str:
    """Return an operation id made of a route's name, path and method. Deprecated."""
    warn_user(
        "generate_operation_id_for_path() will be removed: use generate_unique_id().",
        EtudeDeprecationWarning,
    )
    return re.sub(r"\W", "_", f"{name}{path}") + f"_{method.lower()}"
