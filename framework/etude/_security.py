"""What the plan knows of security: that something is a scheme, and which scopes are asked for."""

from __future__ import annotations

from typing import Any, Callable, Sequence, TypeVar

from annotated_doc import Doc
from typing_extensions import Annotated


class SecurityBase:
    """A dependency that OpenAPI lists as a security scheme (OpenAPI 3.1, section 4.8.27).

    A subclass sets `model` and `scheme_name` and is callable as a dependency; it needs nothing more.
    """

    model: Any
    """What the document says about the scheme."""

    scheme_name: str
    """The name of the scheme under `components.securitySchemes`."""


_Call = TypeVar("_Call", bound=Callable[..., Any])


def reads_scope(call: _Call) -> _Call:
    """Say of a scheme's `__call__` that it returns what `_find` makes of the scope of a connection."""
    call.reads_scope = True  # type: ignore[attr-defined]
    return call


def reader_of_scope(function: Any) -> Callable[[Any], Any] | None:
    """Return what finds the credentials without a request object, unless a subclass needs one."""
    read: Callable[[Any], Any] | None = None
    if getattr(type(function).__call__, "reads_scope", False):
        read = function._find
    return read


class SecurityScopes:
    """The scopes that the dependencies on the way to this one ask for, outermost first.

    Annotate an argument of a dependency with it. Whether the client has these scopes is for your code
    to tell.
    """

    scopes: list[str]
    """The scopes, each once per marker."""

    scope_str: str
    """The scopes joined by spaces, as `scope` is written (RFC 6749, section 3.3)."""

    def __init__(
        self, scopes: Annotated[Sequence[str] | None, Doc("The scopes, in order.")] = None
    ) -> None:
        if isinstance(scopes, str):
            raise TypeError(
                f"SecurityScopes takes a list of scopes, and got the string {scopes!r}: "
                f"write {scopes.split()!r}."
            )
        self.scopes = list(scopes or ())
        self.scope_str = " ".join(self.scopes)
