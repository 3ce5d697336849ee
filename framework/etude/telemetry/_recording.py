"""Records connections: a span, metrics and logs for each."""

from __future__ import annotations

import asyncio
import inspect
import sys
import traceback
from contextlib import ExitStack, contextmanager, suppress
from time import perf_counter
from typing import Any, Awaitable, Callable, Iterable, Iterator

from opentelemetry import context as contexts
from opentelemetry import propagate, trace
from opentelemetry._logs import Logger, SeverityNumber
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from starlette.exceptions import HTTPException, WebSocketException
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from .._execution.context import OBSERVER
from ..exceptions import RequestValidationError, WebSocketRequestValidationError
from . import _conventions as conventions
from ._conventions import Attributes, qualified_name
from ._data import KEY, TelemetryData
from ._observing import OperationObserver
from ._settings import TelemetryConfig
from ._signals import LOGS, METRICS, NAME, TRACING, Meters, Signal, emit

_ANSWERS = (
    HTTPException,
    WebSocketException,
    RequestValidationError,
    WebSocketRequestValidationError,
    WebSocketDisconnect,
)
"""Exceptions that say what to answer, or that nobody listens any more; they are no failures."""


def _told_as_coroutine(function: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Let a function that returns an awaitable be taken for what it stands for: `async def`.

    Those that wrap ASGI applications look whether one is, to tell ASGI 3 from ASGI 2.
    """
    if sys.version_info >= (3, 12):
        return inspect.markcoroutinefunction(function)
    function._is_coroutine = asyncio.coroutines._is_coroutine  # type: ignore[attr-defined]  # the mark there
    return function


class Recorder:
    """An application whose connections are recorded, as soon as somebody listens."""

    def __init__(self, app: ASGIApp, settings: TelemetryConfig) -> None:
        self._app = app
        self._exclude = settings.get("exclude")
        self.has_operation_spans = settings.get("operation_spans", True)
        self._observed: dict[int, tuple[Any, Any]] = {}
        self.instruments: dict[Signal, Any] = {}
        """What to record with, of each signal that has a provider."""
        self._awaited: list[tuple[Any, str, Signal]] = []
        """The variables among which a provider will stand, and its name there."""
        for signal in (TRACING, METRICS, LOGS):
            provider = settings.get(signal.setting)
            if settings.get(signal.name, True) and provider is not None:
                self.instruments[signal] = signal.open(provider)
            elif settings.get(signal.name, True):
                self._awaited.append((*signal.variables(), signal))

    @_told_as_coroutine
    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve a connection (ASGI 3.0). One inside a recorded connection is a part of that one."""
        for variables, name, signal in self._awaited:
            if variables[name] is not None:
                self.instruments[signal] = signal.open(variables[name])
                self._awaited = [each for each in self._awaited if each[2] is not signal]
        if not self.instruments or OBSERVER in scope or scope["type"] == "lifespan":
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
        self.data = TelemetryData()
        self.status_code: int | None = None
        self.is_endpoint_called = False
        self._error_type: str | None = None
        self._dependencies = ExitStack()
        self._scope = scope
        self._recorder = recorder
        self._prefix: str = scope.get("app_root_path", scope.get("root_path", ""))
        self._route: Attributes = {}
        self._is_http = scope["type"] == "http"
        self._meters: Meters | None = recorder.instruments.get(METRICS) if self._is_http else None
        self._logger: Logger | None = recorder.instruments.get(LOGS)
        self._tracer: Tracer | None = recorder.instruments.get(TRACING)
        self._attributes = conventions.request_attributes(scope)
        self._protocol = conventions.protocol_attributes(scope)
        self._started = perf_counter()
        self._is_finished = False
        if self._meters is not None:
            self._meters.active.add(1, self._attributes)
        self.context = contexts.set_value(KEY, self.data)
        self._span = trace.INVALID_SPAN if self._tracer is None else self._start(self._tracer)

    def _start(self, tracer: Tracer) -> Span:
        if not trace.get_current_span().get_span_context().is_valid:
            self.context = propagate.extract(_headers(self._scope), self.context)
        span = tracer.start_span(
            conventions.span_name(self._scope),
            self.context,
            SpanKind.SERVER,
            {**self._attributes, **self._protocol, **conventions.span_attributes(self._scope)},
        )
        self.context = trace.set_span_in_context(span, self.context)
        return span

    # What its routes tell

    def enter(self, route: Any) -> Any:
        """Note the next route on the way, and return it as it is to be served.

        One without a path, as a host, adds nothing to the template.
        """
        path = getattr(route, "path_format", None)
        if path is not None:
            self.pass_by(path)
            if isinstance(route, Mount):
                self._prefix += path[: -len("/{path}")]
        return self._recorder.observed(route)

    def pass_by(self, path: str) -> None:
        """Note a path below the prefixes that are known, also of what serves without being a route."""
        self._route = {"http.route": self._prefix + path}

    def look_for(self, routes: Iterable[BaseRoute], scope: Scope) -> None:
        """Note the route that will serve a WebSocket, where nobody tells."""
        for route in routes:
            if route.matches(scope)[0] is Match.FULL:
                self.enter(route)
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
        with self._tracer.start_as_current_span(
            f"{NAME}.{name}",
            attributes={"code.function.name": function_name},
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except _ANSWERS:
                raise
            except Exception as error:
                span.set_attribute("error.type", qualified_name(type(error)))
                span.set_status(StatusCode.ERROR)
                raise

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
        found = {**self._route, **self._outcome()}
        if self._meters is not None:
            self._meters.active.add(-1, self._attributes)
            self._meters.duration.record(
                perf_counter() - self._started, {**self._attributes, **self._protocol, **found}
            )
        if self._route:
            name = conventions.span_name(self._scope)
            self._span.update_name(f"{name} {self._route['http.route']}")
        self._span.set_attributes(found)
        if "error.type" in found:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()

    def _outcome(self) -> Attributes:
        status_code = self.status_code
        found: Attributes = (
            {} if status_code is None else {"http.response.status_code": status_code}
        )
        if self._error_type is not None:
            found["error.type"] = self._error_type
        elif status_code is not None and status_code >= 500:
            found["error.type"] = str(status_code)
        return found

    def _log(self, event: str, severity: SeverityNumber, body: str, attributes: Attributes) -> None:
        if self._logger is not None:
            emit(self._logger, event, severity, body, {**attributes, **self._route})


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
