"""What is known about a request while it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence, cast

from annotated_doc import Doc
from starlette.requests import Request
from starlette.websockets import WebSocket
from typing_extensions import Annotated

if TYPE_CHECKING:
    from opentelemetry.context import Context


KEY = "etude-telemetry-data"
"""The name of what is known in a context of OpenTelemetry."""


class TelemetryData:
    """A request that is being recorded, as far as its operation has come.

    The arguments are attributes too.
    """

    request: Request | None = None
    websocket: WebSocket | None = None
    values: Mapping[str, Any] | None = None
    errors: Sequence[Any] | None = None

    def __init__(
        self,
        *,
        request: Annotated[Request | None, Doc("The request, once its body is read.")] = None,
        websocket: Annotated[WebSocket | None, Doc("The WebSocket, if it is one.")] = None,
        body: Annotated[Any, Doc("The body as it was read.")] = None,
        values: Annotated[
            Mapping[str, Any] | None, Doc("The arguments of the endpoint, by name.")
        ] = None,
        errors: Annotated[
            Sequence[Any] | None, Doc("What does not fit; empty if everything does.")
        ] = None,
    ) -> None:
        self.request = request
        self.websocket = websocket
        self.values = values
        self.errors = errors
        self.read_body: Callable[[], Any] = lambda: body

    @property
    def body(self) -> Any:
        """The body as it was read: parsed JSON, form data, bytes, or None."""
        return self.read_body()


def get_telemetry_data(
    context: Annotated[
        Context | None,
        Doc(
            """
            A context of OpenTelemetry, such as the one that a span processor gets. By default, the
            current one.
            """
        ),
    ] = None,
) -> TelemetryData | None:
    """Return what is known about the current request, or None where none is recorded."""
    try:
        from opentelemetry.context import get_value
    except ImportError:
        return None
    return cast("TelemetryData | None", get_value(KEY, context))
