"""Records connections: a span, metrics and logs for each."""

from __future__ import annotations

import traceback
from contextlib import ExitStack, contextmanager, suppress
from time import perf_counter
from typing import Any, Awaitable, Iterable, Iterator

from opentelemetry import context as contexts
from opentelemetry import propagate, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.exceptions import HTTPException, WebSocketException
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from .._execution.context import OBSERVER
from ..exceptions import RequestValidationError, WebSocketRequestValidationError
from . import _conventions as conventions
from ._conventions import Attributes, Template, qualified_name
from ._data import TelemetryData
from ._observing import OperationObserver
from ._settings import Settings
from ._signals import NAME, Instruments, SeverityNumber, emit, with_data

_ANSWERS = (
    HTTPException,
    WebSocketException,
    RequestValidationError,
    WebSocketRequestValidationError,
    WebSocketDisconnect,
)
"""Exceptions that say what to answer, or that nobody listens any more; they are no failures."""


class Recorder:
    """An application whose connections are recorded, as soon as somebody listens."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._exclude = settings.exclude
        self.has_operation_spans = settings.operation_spans
        self._observed: dict[int, tuple[Any, Any]] = {}
        self.instruments = Instruments(settings)
        self._listen()

    def _listen(self) -> None:
        self.instruments.take_providers()
        self._awaited = self.instruments.awaited
        self._is_silent = self.instruments.are_silent

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve a connection (ASGI 3.0). One inside a recorded connection is a part of that one."""
        for variables, name, _ in self._awaited:
            if variables[name] is not None:
                self._listen()
        if self._is_silent or OBSERVER in scope or scope["type"] == "lifespan":
            return self._app(scope, receive, send)
        if self._exclude is not None and self._exclude(scope):
            scope[OBSERVER] = _BLIND
            return self._app(scope, receive, send)
        return _record(self._app, Record(self, scope), scope, receive, send)

    def observed(self, route: Any) -> Any:
        """Return a route with an observer inside, made once; a route of Starlette as it is."""
        if not hasattr(route, "observed_by"):
            return route
        if id(route) not in self._observed:
            observed = route.observed_by(OperationObserver(route.endpoint))
            self._observed[id(route)] = (route, observed)
        return self._observed[id(route)][1]


class _Blind:
    """Stands in the scope of a connection that is not to be recorded."""

    def enter(self, route: Any) -> Any:
        return route

    def pass_by(self, path: str) -> None:
        pass

    def look_for(self, routes: Iterable[BaseRoute], scope: Scope) -> None:
        pass


_BLIND = _Blind()


class Record:
    """A connection while it is recorded: what its routes and its operation tell goes here."""

    def __init__(self, recorder: Recorder, scope: Scope) -> None:
        instruments = recorder.instruments
        self.data = TelemetryData()
        self.status_code: int | None = None
        self.is_endpoint_called = False
        self._error_type: str | None = None
        self._dependencies = ExitStack()
        self._scope = scope
        self._recorder = recorder
        self._template = Template(scope)
        self._is_http = scope["type"] == "http"
        self._meters = instruments.meters if self._is_http else None
        self._logger = instruments.logger
        self._tracer = instruments.tracer
        self._attributes = conventions.request_attributes(scope)
        self._started = perf_counter()
        self._is_finished = False
        self._span = self._start_span()

    def _start_span(self) -> Span:
        if self._meters is not None:
            self._meters.active.add(1, self._attributes)
        around = contexts.get_current()
        self.context = with_data(around, self.data)
        if self._tracer is None:
            return trace.INVALID_SPAN
        if not trace.get_current_span().get_span_context().is_valid:
            self.context = propagate.extract(_headers(self._scope), self.context)
        protocol = conventions.protocol_attributes(self._scope)
        span = self._tracer.start_span(
            conventions.span_name(self._scope),
            self.context,
            SpanKind.SERVER,
            {**self._attributes, **protocol, **conventions.span_attributes(self._scope)},
        )
        self.context = trace.set_span_in_context(span, self.context)
        return span

    # What its routes tell

    def enter(self, route: Any) -> Any:
        """Note the next route on the way, and return it as it is to be served."""
        self._template.enter(route)
        return self._recorder.observed(route)

    def pass_by(self, path: str) -> None:
        """Note the path of what serves without being a route."""
        self._template.extend(path)

    def look_for(self, routes: Iterable[BaseRoute], scope: Scope) -> None:
        """Note the route that will serve a WebSocket, where nobody tells."""
        for route in routes:
            if route.matches(scope)[0] is Match.FULL:
                self._template.enter(route)
                return

    # What its operation tells

    @contextmanager
    def dependencies(self, function_name: str) -> Iterator[None]:
        """Open a span for all that comes before the call of the endpoint."""
        self.context = contexts.get_current()  # with the spans of middleware
        with self._dependencies as span:
            span.enter_context(self.operation_span("dependencies", function_name))
            yield

    def leave_dependencies(self) -> None:
        """End that span."""
        self.is_endpoint_called = True
        self._dependencies.close()

    @contextmanager
    def operation_span(self, name: str, function_name: str) -> Iterator[None]:
        """Open a span inside that of the request, for a part of the operation."""
        if self._tracer is None or not self._recorder.has_operation_spans:
            yield
            return
        span = self._tracer.start_span(
            f"{NAME}.{name}", attributes={"code.function.name": function_name}
        )
        token = contexts.attach(trace.set_span_in_context(span))
        try:
            yield
        except _ANSWERS:
            raise
        except Exception as error:
            span.set_attribute("error.type", qualified_name(type(error)))
            span.set_status(Status(StatusCode.ERROR))
            raise
        finally:
            contexts.detach(token)
            span.end()

    @contextmanager
    def as_current(self) -> Iterator[None]:
        """Make current what is so around the operation: the span of the request, or of middleware."""
        token = contexts.attach(self.context)
        try:
            yield
        finally:
            contexts.detach(token)

    def refuse(self, errors: Any) -> None:
        """Note what does not fit."""
        self.data.errors = errors
        self._log(
            f"{NAME}.validation.failed",
            SeverityNumber.WARN,
            "Request validation failed",
            {f"{NAME}.validation.error_count": len(errors)},
        )

    # How it ends

    def fail(self, error: BaseException) -> None:
        """Note an exception that nobody handled."""
        if isinstance(error, WebSocketDisconnect):  # as most connections end
            return
        self._error_type = qualified_name(type(error))
        if not isinstance(error, Exception):
            return
        what = "request" if self._is_http else "WebSocket connection"
        self._log(
            "http.server.request.exception" if self._is_http else f"{NAME}.websocket.exception",
            SeverityNumber.ERROR,
            f"Unhandled exception in Etude {what}",
            {
                "exception.type": self._error_type,
                "exception.message": _text_of(error),
                "exception.stacktrace": "".join(
                    traceback.format_exception(type(error), error, error.__traceback__)
                ),
            },
        )

    def finish(self) -> None:
        """End the span and measure the time, once."""
        if self._is_finished:
            return
        self._is_finished = True
        found = self._outcome()
        if self._meters is not None:
            self._meters.active.add(-1, self._attributes)
            protocol = conventions.protocol_attributes(self._scope)
            self._meters.duration.record(
                perf_counter() - self._started, {**self._attributes, **protocol, **found}
            )
        if self._template.whole is not None:
            self._span.update_name(f"{conventions.span_name(self._scope)} {self._template.whole}")
        self._span.set_attributes(found)
        if "error.type" in found:
            self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()

    def _outcome(self) -> Attributes:
        found = self._route()
        error_type = self._error_type
        if self.status_code is not None:
            found["http.response.status_code"] = self.status_code
            if self.status_code >= 500:
                error_type = error_type or str(self.status_code)
        if error_type is not None:
            found["error.type"] = error_type
        return found

    def _route(self) -> Attributes:
        return {} if self._template.whole is None else {"http.route": self._template.whole}

    def _log(self, event: str, severity: SeverityNumber, body: str, attributes: Attributes) -> None:
        if self._logger is not None:
            emit(self._logger, event, severity, body, {**attributes, **self._route()})


async def _record(app: ASGIApp, record: Record, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve a connection; record it until the answer is sent, or else until all is done.

    An error is only known when all is done: the exception comes after its answer.
    """

    async def send_and_look(message: Message) -> None:
        if message["type"] == "http.response.start":
            record.status_code = message["status"]
        await send(message)
        if _is_last(message) and (record.status_code or 500) < 500:
            record.finish()

    scope[OBSERVER] = record
    with record.as_current():
        try:
            await app(scope, receive, send_and_look)
        except BaseException as error:
            record.fail(error)
            raise
        finally:
            record.finish()


def _text_of(error: Exception) -> str:
    """Return the message of an exception, even of one that fails to make it."""
    with suppress(Exception):
        return str(error)
    return ""


def _is_last(message: Message) -> bool:
    kind = message["type"]
    if kind == "http.response.body":
        return not message.get("more_body", False)
    return bool(kind == "http.response.pathsend")


def _headers(scope: Scope) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    return headers
