"""Installs exporters when an application starts, as the environment says."""

from __future__ import annotations

import os
from typing import Any, Awaitable, Callable, NamedTuple

from opentelemetry import _logs as logs
from opentelemetry import metrics, trace
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..logger import logger
from ._settings import Settings, is_true
from ._signals import LOGGERS, METERS, TRACERS, GlobalProvider

_PROTOCOL = "http/protobuf"


def exporting(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return an application that installs exporters at startup, and empties them at shutdown."""
    installed: list[Any] = []

    def serve(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "lifespan":
            return app(scope, receive, send)
        installed.extend(_install(settings))

        async def flush_and_send(message: Message) -> None:
            if message["type"].startswith("lifespan.shutdown"):
                for provider in installed:
                    await run_in_threadpool(provider.force_flush)
            await send(message)

        return app(scope, receive, flush_and_send)

    return serve


class _Export(NamedTuple):
    """How one signal comes from an application to an OTLP endpoint."""

    signal: str
    variable: str
    """The part of environment variables that names it."""
    place: GlobalProvider
    given: str
    install: Callable[[], Any]
    """Sets a global provider that exports, and returns it."""


def _install_tracing() -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider


def _install_metrics() -> Any:
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    provider = MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())])
    metrics.set_meter_provider(provider)
    return provider


def _install_logs() -> Any:
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

    provider = LoggerProvider()
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    logs.set_logger_provider(provider)
    return provider


_EXPORTS = (
    _Export("tracing", "TRACES", TRACERS, "tracer_provider", _install_tracing),
    _Export("metrics", "METRICS", METERS, "meter_provider", _install_metrics),
    _Export("logs", "LOGS", LOGGERS, "logger_provider", _install_logs),
)


def _install(settings: Settings) -> list[Any]:
    """Install an exporter for each signal that has an endpoint and no provider yet.

    A provider that is there stays as it is: who set it has decided where its records go.
    """
    if is_true("OTEL_SDK_DISABLED"):
        return []
    installed = []
    for export in _EXPORTS:
        if _is_wanted(export) and _is_free(export, settings):
            try:
                installed.append(export.install())
            except ImportError as error:
                logger.warning(
                    f"There is no export of {export.signal}, since a package is missing: {error}. "
                    "Install it with: pip install 'etude[telemetry]'"
                )
    return installed


def _is_free(export: _Export, settings: Settings) -> bool:
    is_given = getattr(settings, export.given) is not None
    return getattr(settings, export.signal) and not is_given and export.place.find() is None


def _is_wanted(export: _Export) -> bool:
    """Tell whether the environment asks for an exporter that is here.

    Standard: OpenTelemetry, Environment Variable Specification and Protocol Exporter.
    """
    exporters = os.environ.get(f"OTEL_{export.variable}_EXPORTER") or "otlp"
    if not _of_signal(export, "ENDPOINT") or "otlp" not in exporters.split(","):
        return False
    protocol = _of_signal(export, "PROTOCOL") or _PROTOCOL
    if protocol != _PROTOCOL:
        logger.warning(
            f"There is no export of {export.signal}, since the environment asks for the protocol "
            f"{protocol!r}, and only {_PROTOCOL} is installed by itself. Set a provider in your "
            "program, or OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf."
        )
    return protocol == _PROTOCOL


def _of_signal(export: _Export, name: str) -> str | None:
    """Return what the environment says of one signal, or else of all."""
    own = os.environ.get(f"OTEL_EXPORTER_OTLP_{export.variable}_{name}")
    return own or os.environ.get(f"OTEL_EXPORTER_OTLP_{name}")
