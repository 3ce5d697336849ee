"""The three signals, and where each version of OpenTelemetry keeps and takes what belongs to them."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from types import ModuleType
from typing import Any, Callable, NamedTuple

from opentelemetry import _logs as logs
from opentelemetry import metrics, trace
from opentelemetry._logs.severity import SeverityNumber
from opentelemetry.metrics import Histogram, UpDownCounter

from ._conventions import SCHEMA_URL, Attributes

NAME = "etude"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""The bounds of a histogram of seconds, by the conventions."""


class Meters(NamedTuple):
    """What is measured of requests."""

    active: UpDownCounter
    duration: Histogram


class Signal(NamedTuple):
    """One kind of records, by the setting that switches it and by what OpenTelemetry calls it."""

    name: str
    role: str
    module: ModuleType
    """Where OpenTelemetry keeps the global provider."""

    @property
    def setting(self) -> str:
        """The setting that names a provider."""
        return f"{self.role}_provider"

    def variables(self) -> tuple[Any, str]:
        """Return the variables among which the provider stands, or will stand, and its name there.

        Looking there is no call. The function that OpenTelemetry has for it takes more than a
        microsecond, since it reads the environment; called once, it sets what is named there.
        """
        ask, variable = getattr(self.module, f"get_{self.setting}"), f"_{self.setting.upper()}"
        ask()
        variables = vars(self.module)
        return (variables if variable in variables else _Asked(ask)), variable

    def find(self) -> Any:
        """Return the provider, or None as long as none is set."""
        variables, variable = self.variables()
        return variables[variable]

    def open(self, provider: Any) -> Any:
        """Return what to record with: a tracer, meters or a logger."""
        version = import_module(NAME).__version__  # importing it above would be a circle
        made = getattr(provider, f"get_{self.role}")(NAME, version, SCHEMA_URL)
        return _meters(made) if self.role == "meter" else made


class _Asked:
    """Stands for the variables of a version that keeps its providers elsewhere."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask

    def __getitem__(self, name: str) -> Any:
        provider = self._ask()
        return None if "Proxy" in type(provider).__name__ else provider


TRACING = Signal("tracing", "tracer", trace)
METRICS = Signal("metrics", "meter", getattr(metrics, "_internal", metrics))
LOGS = Signal("logs", "logger", getattr(logs, "_internal", logs))


def _meters(meter: metrics.Meter) -> Meters:
    return Meters(
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


def emit(
    logger: logs.Logger, event: str, severity: SeverityNumber, body: str, attributes: Attributes
) -> None:
    """Log an event that belongs to the current span."""
    known: dict[str, Any] = {
        "timestamp": time.time_ns(),
        "severity_text": severity.name,
        "severity_number": severity,
        "body": body,
    }
    if sys.version_info < (3, 9):  # whose last OpenTelemetry, 1.33, knows no events
        from opentelemetry.sdk._logs import LogRecord

        span = trace.get_current_span().get_span_context()
        known.update(trace_id=span.trace_id, span_id=span.span_id, trace_flags=span.trace_flags)
        known.update(resource=logger.resource, attributes={**attributes, "event.name": event})
        logger.emit(LogRecord(**known))
        return
    logger.emit(logs.LogRecord(**known, event_name=event, attributes=attributes))
