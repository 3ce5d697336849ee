"""The markers of parameters and dependencies, typed so that they may stand as default values."""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence

from annotated_doc import Doc
from typing_extensions import Annotated, Literal, Unpack

from . import params
from ._options import takes
from ._pydantic import Undefined
from .params import FIELD_DEFAULTS, BodyOptions, FieldOptions, HeaderOptions

_Default = Annotated[
    Any, Doc("The value when the client sends none. Without it, one must be sent.")
]


@takes(FieldOptions, FIELD_DEFAULTS)
def Path(
    default: Annotated[Any, Doc("Only `...`: a path parameter is always required.")] = ...,
    **options: Unpack[FieldOptions],
) -> Any:
    """Declare a parameter of the path (OpenAPI 3.1, Parameter Object, `in: path`)."""
    return params.Path(default, **options)


@takes(FieldOptions, FIELD_DEFAULTS)
def Query(default: _Default = Undefined, **options: Unpack[FieldOptions]) -> Any:
    """Declare a parameter of the query string (OpenAPI 3.1, Parameter Object, `in: query`)."""
    return params.Query(default, **options)


@takes(HeaderOptions, FIELD_DEFAULTS)
def Header(default: _Default = Undefined, **options: Unpack[HeaderOptions]) -> Any:
    """Declare a header of the request (OpenAPI 3.1, Parameter Object, `in: header`).

    Underscores of the argument's name stand for hyphens, unless `convert_underscores` is False.
    """
    return params.Header(default, **options)


@takes(FieldOptions, FIELD_DEFAULTS)
def Cookie(default: _Default = Undefined, **options: Unpack[FieldOptions]) -> Any:
    """Declare a cookie of the request (OpenAPI 3.1, Parameter Object, `in: cookie`)."""
    return params.Cookie(default, **options)


@takes(BodyOptions, FIELD_DEFAULTS)
def Body(default: _Default = Undefined, **options: Unpack[BodyOptions]) -> Any:
    """Declare the JSON body of the request, or a part of it (OpenAPI 3.1, Request Body Object)."""
    return params.Body(default, **options)


@takes(BodyOptions, {**FIELD_DEFAULTS, "media_type": params.Form.default_media_type})
def Form(default: _Default = Undefined, **options: Unpack[BodyOptions]) -> Any:
    """Declare a field of a form (WHATWG URL, section 5; RFC 7578). It needs python-multipart."""
    return params.Form(default, **options)


@takes(BodyOptions, {**FIELD_DEFAULTS, "media_type": params.File.default_media_type})
def File(default: _Default = Undefined, **options: Unpack[BodyOptions]) -> Any:
    """Declare a file of a form (RFC 7578), as bytes or `UploadFile`. It needs python-multipart."""
    return params.File(default, **options)


_Dependency = Annotated[
    Optional[Callable[..., Any]], Doc("The callable to call; by default the annotated type.")
]
_UseCache = Annotated[
    bool, Doc("Whether one call serves all places of a request with the same callable and scopes.")
]


def Depends(
    dependency: _Dependency = None,
    *,
    use_cache: _UseCache = True,
    scope: Annotated[
        Literal["function", "request"] | None,
        Doc(
            "When the code after `yield` runs: after the endpoint, or after the response (default)."
        ),
    ] = None,
    max_concurrency: Annotated[
        int | None,
        Doc("How many requests may be inside the callable at the same time; others wait."),
    ] = None,
) -> Any:
    """Declare that an argument is what a callable returns for the request."""
    return params.Depends(
        dependency, use_cache=use_cache, scope=scope, max_concurrency=max_concurrency
    )


def Security(
    dependency: _Dependency = None,
    *,
    scopes: Annotated[
        Sequence[str] | None, Doc("The OAuth2 scopes that are needed here (RFC 6749, section 3.3).")
    ] = None,
    use_cache: _UseCache = True,
) -> Any:
    """Declare a dependency with OAuth2 scopes, which dependencies read with `SecurityScopes`.

    The dependency is often a security scheme.
    """
    return params.Security(dependency, use_cache=use_cache, scopes=scopes)
