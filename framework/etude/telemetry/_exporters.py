"""Installs exporters when an application starts, as the environment says."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Awaitable, Callable, NamedTuple

from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..logger import logger
from ._settings import TelemetryConfig, is_true
from ._signals import LOGS, METRICS, TRACING, Signal


def exporting(app: ASGIApp, settings: TelemetryConfig) -> ASGIApp:
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


def _traces_to(exporter: Any) -> TracerProvider:
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _metrics_to(exporter: Any) -> MeterProvider:
    return MeterProvider([PeriodicExportingMetricReader(exporter)])


def _logs_to(exporter: Any) -> LoggerProvider:
    provider = LoggerProvider()
    provider.add_log_record_processor(BatchLogRecordProcessor(exporter))
    return provider


class _Export(NamedTuple):
    """How one signal comes from an application to an OTLP endpoint."""

    signal: Signal
    variable: str
    """The part of environment variables that names it."""
    module: str
    exporter: str
    """The class of its exporters, and the module of it in the package of each protocol."""
    provider_to: Callable[[Any], Any]


_EXPORTS = (
    _Export(TRACING, "TRACES", "trace_exporter", "OTLPSpanExporter", _traces_to),
    _Export(METRICS, "METRICS", "metric_exporter", "OTLPMetricExporter", _metrics_to),
    _Export(LOGS, "LOGS", "_log_exporter", "OTLPLogExporter", _logs_to),
)


def _install(settings: TelemetryConfig) -> list[Any]:
    """Install an exporter for each signal that has an endpoint and no provider yet.

    A provider that is there stays as it is: who set it has decided where its records go.
    """
    if is_true("OTEL_SDK_DISABLED"):
        return []
    return [provider for export in _EXPORTS for provider in _provider_of(export, settings)]


def _provider_of(export: _Export, settings: TelemetryConfig) -> list[Any]:
    """Install one exporter, if the settings and the environment ask for it.

    Standard: OpenTelemetry, Environment Variable Specification and Protocol Exporter.
    """
    signal = export.signal
    exporters = os.environ.get(f"OTEL_{export.variable}_EXPORTER") or "otlp"
    asked = _said_of(export, "ENDPOINT") and "otlp" in exporters.split(",")
    is_on = settings.get(signal.name, True) and settings.get(signal.setting) is None
    if not asked or not is_on or signal.find() is not None:
        return []
    protocol = _said_of(export, "PROTOCOL") or "http/protobuf"
    package = f"opentelemetry.exporter.otlp.proto.{protocol.replace('http/protobuf', 'http')}"
    try:
        exporter = getattr(import_module(f"{package}.{export.module}"), export.exporter)
    except ImportError as error:
        logger.warning(
            f"There is no export of {signal.name} by {protocol!r}, since a package is missing: "
            f"{error}. Install it, or take the one of http/protobuf, which comes with: "
            "pip install 'etude[telemetry]'"
        )
        return []
    provider = export.provider_to(exporter())
    getattr(signal.module, f"set_{signal.setting}")(provider)
    return [provider]


def _said_of(export: _Export, name: str) -> str | None:
    """Return what the environment says of one signal, or else of all."""
    own = os.environ.get(f"OTEL_EXPORTER_OTLP_{export.variable}_{name}")
    return own or os.environ.get(f"OTEL_EXPORTER_OTLP_{name}")
