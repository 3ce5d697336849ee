"""The markers of parameters and dependencies, typed so that they may stand as default values."""

from __future__ import annotations

from typing import Any

from annotated_doc import Doc
from typing_extensions import Annotated, Unpack

from . import params
from ._options import takes
from ._pydantic import Undefined
from .params import (
    FIELD_DEFAULTS,
    BodyOptions,
    Default,
    Dependency,
    DependencyScope,
    FieldOptions,
    FileOptions,
    HeaderOptions,
    MaxConcurrency,
    QueryOptions,
    Raises,
    Scopes,
    UseCache,
)


@takes(FieldOptions, FIELD_DEFAULTS)
def Path(
    default: Annotated[Any, Doc("Only `...`: a path parameter is always required.")] = ...,
    **options: Unpack[FieldOptions],
) -> Any:
    """Declare a parameter of the path (OpenAPI 3.1, Parameter Object, `in: path`)."""
    return params.Path(default, **options)


@takes(QueryOptions, FIELD_DEFAULTS)
def Query(default: Default = Undefined, **options: Unpack[QueryOptions]) -> Any:
    """Declare a parameter of the query string (OpenAPI 3.1, Parameter Object, `in: query`).

    `style` and `explode` say how a list or an object is written: `?ids=1,2`, `?filter[name]=x`.
    """
    return params.Query(default, **options)


@takes(HeaderOptions, FIELD_DEFAULTS)
def Header(default: Default = Undefined, **options: Unpack[HeaderOptions]) -> Any:
    """Declare a header of the request (OpenAPI 3.1, Parameter Object, `in: header`).

    Underscores of the argument's name stand for hyphens, unless `convert_underscores` is False.
    """
    return params.Header(default, **options)


@takes(FieldOptions, FIELD_DEFAULTS)
def Cookie(default: Default = Undefined, **options: Unpack[FieldOptions]) -> Any:
    """Declare a cookie of the request (OpenAPI 3.1, Parameter Object, `in: cookie`)."""
    return params.Cookie(default, **options)


@takes(BodyOptions, FIELD_DEFAULTS)
def Body(default: Default = Undefined, **options: Unpack[BodyOptions]) -> Any:
    """Declare the JSON body of the request, or a part of it (OpenAPI 3.1, Request Body Object)."""
    return params.Body(default, **options)


@takes(BodyOptions, {**FIELD_DEFAULTS, "media_type": params.Form.default_media_type})
def Form(default: Default = Undefined, **options: Unpack[BodyOptions]) -> Any:
    """Declare a field of a form (WHATWG URL, section 5; RFC 7578). It needs python-multipart."""
    return params.Form(default, **options)


@takes(FileOptions, {**FIELD_DEFAULTS, "media_type": params.File.default_media_type})
def File(default: Default = Undefined, **options: Unpack[FileOptions]) -> Any:
    """Declare a file of a form (RFC 7578), as bytes or `UploadFile`. It needs python-multipart."""
    return params.File(default, **options)


def Depends(
    dependency: Dependency = None,
    *,
    use_cache: UseCache = True,
    scope: DependencyScope = None,
    max_concurrency: MaxConcurrency = None,
    raises: Raises = None,
) -> Any:
    """Declare that an argument is what a callable returns for the request."""
    return params.Depends(dependency, use_cache, scope, max_concurrency, raises)


def Security(
    dependency: Dependency = None,
    *,
    scopes: Scopes = None,
    use_cache: UseCache = True,
    raises: Raises = None,
) -> Any:
    """Declare a dependency with OAuth2 scopes, which dependencies read with `SecurityScopes`.

    The dependency is often a security scheme.
    """
    return params.Security(dependency, use_cache=use_cache, raises=raises, scopes=scopes)
