"""The only module that knows the versions of OpenTelemetry, and who listens to an application."""

from __future__ import annotations

import inspect
import time
from contextlib import suppress
from importlib import import_module
from typing import Any, Callable, NamedTuple, cast

from opentelemetry import _logs as logs
from opentelemetry import context as contexts
from opentelemetry import metrics, trace
from opentelemetry._logs.severity import SeverityNumber as SeverityNumber
from opentelemetry.context import Context
from opentelemetry.metrics import Histogram, UpDownCounter

from ._conventions import SCHEMA_URL, Attributes
from ._data import TelemetryData
from ._settings import Settings

NAME = "etude"
_DATA = contexts.create_key("etude-telemetry-data")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""The bounds of a histogram of seconds, by the conventions."""


def with_data(context: Context, data: TelemetryData) -> Context:
    """Return a context in which a request is known."""
    return contexts.set_value(_DATA, data, context)


def data_of(context: Context | None) -> TelemetryData | None:
    """Return what is known about the request of a context, by default of the current one."""
    return cast("TelemetryData | None", contexts.get_value(_DATA, context))


class GlobalProvider(NamedTuple):
    """Where OpenTelemetry keeps a global provider."""

    module: str
    variable: str
    get: Callable[[], Any]

    def variables(self) -> Any:
        """Return the variables among which the provider stands, or will stand.

        Looking there is no call. The function that OpenTelemetry has for it takes more than a
        microsecond, since it reads the environment; called once, it sets what is named there.
        """
        self.get()
        variables = vars(import_module(self.module))
        return variables if self.variable in variables else _Asked(self.get)

    def find(self) -> Any:
        """Return the provider, or None as long as none is set."""
        return self.variables()[self.variable]


class _Asked:
    """Stands for the variables of a version that keeps its providers elsewhere."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get

    def __getitem__(self, name: str) -> Any:
        provider = self._get()
        return None if "Proxy" in type(provider).__name__ else provider


TRACERS = GlobalProvider("opentelemetry.trace", "_TRACER_PROVIDER", trace.get_tracer_provider)
METERS = GlobalProvider(
    "opentelemetry.metrics._internal", "_METER_PROVIDER", metrics.get_meter_provider
)
LOGGERS = GlobalProvider(
    "opentelemetry._logs._internal", "_LOGGER_PROVIDER", logs.get_logger_provider
)


class Meters(NamedTuple):
    """What is measured of requests."""

    active: UpDownCounter
    duration: Histogram


class Instruments:
    """What an application records with: for each signal, None until there is a provider."""

    tracer: trace.Tracer | None = None
    meters: Meters | None = None
    logger: logs.Logger | None = None

    def __init__(self, settings: Settings) -> None:
        self._version = import_module(NAME).__version__  # importing it above would be a circle
        self.awaited: list[tuple[Any, str, Callable[[Any], None]]] = []
        """The variables among which a provider will stand, its name there, and what takes it."""
        rows: list[tuple[bool, Any, GlobalProvider, Callable[[Any], None]]] = [
            (settings.tracing, settings.tracer_provider, TRACERS, self._take_tracers),
            (settings.metrics, settings.meter_provider, METERS, self._take_meters),
            (settings.logs, settings.logger_provider, LOGGERS, self._take_loggers),
        ]
        for is_on, provider, anywhere, take in rows:
            if is_on and provider is not None:
                take(provider)
            elif is_on:
                self.awaited.append((anywhere.variables(), anywhere.variable, take))

    @property
    def are_silent(self) -> bool:
        """Tell whether there is no provider at all."""
        return self.tracer is None and self.meters is None and self.logger is None

    def take_providers(self) -> None:
        """Take the global providers that were set meanwhile."""
        still_awaited = []
        for variables, name, take in self.awaited:
            provider = variables[name]
            if provider is None:
                still_awaited.append((variables, name, take))
            else:
                take(provider)
        self.awaited = still_awaited

    def _take_tracers(self, provider: trace.TracerProvider) -> None:
        self.tracer = provider.get_tracer(NAME, self._version, SCHEMA_URL)

    def _take_meters(self, provider: metrics.MeterProvider) -> None:
        meter = provider.get_meter(NAME, self._version, SCHEMA_URL)
        self.meters = Meters(
            meter.create_up_down_counter(
                "http.server.active_requests",
                unit="{request}",
                description="Number of active HTTP server requests.",
            ),
            meter.create_histogram(
                "http.server.request.duration",
                unit="s",
                description="Duration of HTTP server requests.",
                explicit_bucket_boundaries_advisory=_BUCKETS,
            ),
        )

    def _take_loggers(self, provider: logs.LoggerProvider) -> None:
        self.logger = provider.get_logger(NAME, self._version, SCHEMA_URL)


# Logs


def _log_record_class() -> Callable[..., Any]:
    """Return what a logger takes; in old versions, something that only the SDK has."""
    found: Callable[..., Any] = logs.LogRecord
    with suppress(ImportError, AttributeError):
        found = import_module(_SDK_LOGS).LogRecord
    return found


_SDK_LOGS = "opentelemetry.sdk._logs"
_LogRecord = _log_record_class()
_LOG_RECORD_TAKES = inspect.signature(_LogRecord).parameters


def emit(
    logger: logs.Logger, event: str, severity: SeverityNumber, body: str, attributes: Attributes
) -> None:
    """Log an event that belongs to the current span."""
    span = trace.get_current_span().get_span_context()
    known = {
        "timestamp": time.time_ns(),
        "trace_id": span.trace_id,
        "span_id": span.span_id,
        "trace_flags": span.trace_flags,
        "severity_text": severity.name,
        "severity_number": severity,
        "body": body,
        "resource": getattr(logger, "resource", None),
        "event_name": event,
        "attributes": attributes
        if "event_name" in _LOG_RECORD_TAKES
        else {**attributes, "event.name": event},
    }
    logger.emit(
        _LogRecord(**{name: value for name, value in known.items() if name in _LOG_RECORD_TAKES})
    )
