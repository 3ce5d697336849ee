"""The exceptions and warnings of Etude.

RuntimeError
  EtudeError                          a mistake in the user's program, or in ours
    DeclarationError (AssertionError) a declaration that cannot work
    DependencyScopeError              a dependency that outlives what it depends on
    PydanticV1NotSupportedError       a model of Pydantic 1
Exception
  ValidationException                 data that does not fit its declaration
    RequestValidationError            ... sent by a client
    WebSocketRequestValidationError   ... sent by a client that opens a WebSocket
    ResponseValidationError           ... returned by an endpoint
  HTTPException                       an answer with an error status
  WebSocketException                  a close of a WebSocket with an error code
UserWarning
  EtudeDeprecationWarning             something that a later release removes
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

from annotated_doc import Doc
from pydantic import BaseModel, create_model
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.exceptions import WebSocketException as StarletteWebSocketException
from typing_extensions import Annotated, TypedDict

from ._http import phrase_of


class EtudeError(RuntimeError):
    """The base of the errors that a mistake in a program causes."""


class DeclarationError(EtudeError, AssertionError):
    """A path operation, a parameter or a dependency is declared in a way that cannot work.

    The message names the function, its file and line, and what to do.
    """


class DependencyScopeError(EtudeError):
    """A dependency with `yield` depends on another one that ends earlier."""


class PydanticV1NotSupportedError(EtudeError):
    """A model of `pydantic.v1` is used where a model of Pydantic 2 is needed."""


class EtudeDeprecationWarning(UserWarning):
    """Something still works, and a later release removes it."""


class EndpointContext(TypedDict, total=False):
    """Where the operation is declared whose data are wrong."""

    function: Annotated[str, Doc("The qualified name of the function.")]
    path: Annotated[str, Doc("The method and the path that it serves.")]
    file: Annotated[str, Doc("The file where it is defined.")]
    line: Annotated[int, Doc("The line in that file.")]


class HTTPException(StarletteHTTPException):
    """Raise it in an endpoint or a dependency to answer with an error status (RFC 9110)."""

    def __init__(
        self,
        status_code: Annotated[int, Doc("The status code of the answer.")],
        detail: Annotated[
            Any, Doc("What the client reads under `detail`; by default the reason phrase.")
        ] = None,
        headers: Annotated[
            Mapping[str, str] | None, Doc("Headers to send with the answer.")
        ] = None,
    ) -> None:
        detail = phrase_of(status_code) if detail is None else detail
        super().__init__(status_code=status_code, detail=detail, headers=headers)


class WebSocketException(StarletteWebSocketException):
    """Raise it in a WebSocket endpoint or a dependency to close the connection (RFC 6455)."""

    def __init__(
        self,
        code: Annotated[int, Doc("The close code, RFC 6455 section 7.4.")],
        reason: Annotated[str | None, Doc("Why, in at most 123 bytes of UTF-8.")] = None,
    ) -> None:
        super().__init__(code=code, reason=reason)


_Errors = Annotated[
    Sequence[Any], Doc("One mapping a misfit: `type`, `loc`, `msg`, `input`, maybe `ctx`.")
]
_Where = Annotated[Optional[EndpointContext], Doc("Where the operation is declared.")]


class ValidationException(Exception):
    """Data do not fit their declaration; `errors()` lists every misfit."""

    def __init__(
        self,
        errors: _Errors,
        *,
        endpoint_ctx: _Where = None,
    ) -> None:
        super().__init__(errors)
        self._errors = errors
        self.endpoint_ctx: EndpointContext = endpoint_ctx or {}

    def errors(self) -> Sequence[Any]:
        """Return one mapping a misfit: `type`, `loc`, `msg`, `input`, maybe `ctx`."""
        return self._errors

    def __str__(self) -> str:
        count = len(self._errors)
        lines = [f"{count} validation error{'' if count == 1 else 's'}:"]
        lines += [f"  {error}" for error in self._errors]
        where = self.endpoint_ctx
        file, path = where.get("file"), where.get("path")
        if file is not None:
            line, function = where.get("line"), where.get("function")
            lines.append(f'  File "{file}", line {line}, in {function}')
        if path is not None:
            lines.append(f"  {path}")
        return "\n".join(lines)


class _ValidationExceptionWithBody(ValidationException):
    def __init__(
        self,
        errors: _Errors,
        *,
        body: Annotated[Any, Doc("What was received, or returned, as a whole.")] = None,
        endpoint_ctx: _Where = None,
    ) -> None:
        super().__init__(errors, endpoint_ctx=endpoint_ctx)
        self.body = body


class RequestValidationError(_ValidationExceptionWithBody):
    """What a client sent does not fit what the operation declares.

    `body` is the request's body as it was read: parsed JSON, the text of invalid JSON, the bytes of
    another media type, form data, or None.
    """

    _received: Any
    """What Etude knows of the request, where it has raised this: errors and body, once asked for."""

    @classmethod
    def _of(cls, received: Any, where: EndpointContext) -> RequestValidationError:
        """Return the exception for a request of which nobody may want to know more."""
        error = cls.__new__(cls, [])
        error._received, error.endpoint_ctx = received, where
        return error

    @cached_property
    def _errors(self) -> list[Any]:  # type: ignore[override]  # it can be set too
        errors: list[Any] = self._received.errors()
        self.args = (errors,)
        return errors

    @cached_property
    def body(self) -> Any:
        return self._received.body()

    def _errors_in_json(self) -> str | None:
        """Return the errors as JSON, if nobody has asked for them and may have changed them."""
        is_asked = "_errors" in self.__dict__
        text: str | None = None if is_asked else self._received.errors_in_json()
        return text

    def __repr__(self) -> str:
        self.errors()  # which are its arguments
        return super().__repr__()

    def __reduce__(self) -> Any:
        self.errors()  # for the copy
        return super().__reduce__()


class WebSocketRequestValidationError(ValidationException):
    """What a client sent to open a WebSocket does not fit what the endpoint declares."""


class ResponseValidationError(_ValidationExceptionWithBody):
    """What an endpoint returned does not fit its response model; `body` is what it returned."""


if TYPE_CHECKING:
    RequestErrorModel: type[BaseModel]
    WebSocketErrorModel: type[BaseModel]

_MODELS = {
    "RequestErrorModel": ("Request", "Errors of a request."),
    "WebSocketErrorModel": ("WebSocket", "Errors of a handshake."),
}


def __getattr__(name: str) -> type[BaseModel]:
    """Make a model when it is first looked at, since few programs do."""
    if name not in _MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    title, doc = _MODELS[name]
    model = globals()[name] = create_model(title, __doc__=doc)
    return model
