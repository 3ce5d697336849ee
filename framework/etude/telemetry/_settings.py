"""What can be said with `telemetry=`, and whether it makes anything be recorded."""

from __future__ import annotations

import inspect
import os
import sys
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional, cast

from annotated_doc import Doc
from starlette.types import ASGIApp, Scope
from typing_extensions import Annotated, TypedDict

from ..logger import logger

if TYPE_CHECKING:
    from opentelemetry._logs import LoggerProvider
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider


class TelemetryConfig(TypedDict, total=False):
    """What an application records, and who gets it."""

    tracer_provider: Annotated[
        Optional[TracerProvider], Doc("Takes the spans. By default, the global one, once set.")
    ]
    meter_provider: Annotated[
        Optional[MeterProvider], Doc("Takes the metrics. By default, the global one.")
    ]
    logger_provider: Annotated[
        Optional[LoggerProvider], Doc("Takes the logs. By default, the global one.")
    ]
    tracing: Annotated[bool, Doc("Whether to record spans. By default, yes.")]
    metrics: Annotated[bool, Doc("Whether to record metrics. By default, yes.")]
    logs: Annotated[bool, Doc("Whether to record logs. By default, yes.")]
    operation_spans: Annotated[
        bool, Doc("Whether the parts of an operation have spans of their own. By default, yes.")
    ]
    auto_configure: Annotated[
        bool,
        Doc(
            """
            Whether to install exporters at startup where the environment names an OTLP endpoint.
            By default, what the environment variable `ETUDE_OTEL_AUTO_CONFIGURE` says.
            """
        ),
    ]
    exclude: Annotated[
        Optional[Callable[[Scope], bool]],
        Doc("A function of an ASGI scope that tells which connections not to record."),
    ]


SIGNALS = ("tracing", "metrics", "logs")
_INSTRUMENTATION = "opentelemetry.instrumentation.asgi"


def read_config(config: Any) -> TelemetryConfig:
    """Return the settings. Raises TypeError for what is none; keys that nobody knows are ignored."""
    if config is not None and not isinstance(config, Mapping):
        raise TypeError(
            f"telemetry takes a dict or None, and got {config!r}. To record, leave it out; to "
            "record nothing, give {'tracing': False, 'metrics': False, 'logs': False}."
        )
    settings = cast(TelemetryConfig, dict(config or {}))
    exclude = settings.get("exclude")
    if exclude is not None and (not callable(exclude) or inspect.iscoroutinefunction(exclude)):
        raise TypeError(
            f"telemetry['exclude'] is {exclude!r}. Give a function, not a coroutine function, that "
            "takes an ASGI scope and tells whether not to record the connection."
        )
    return settings


def instrument(app: ASGIApp, settings: TelemetryConfig) -> ASGIApp:
    """Return what records an application; the application itself where nothing is to be recorded."""
    if not any(settings.get(signal, True) for signal in SIGNALS):
        return app
    with_exporters = settings.get("auto_configure")
    if with_exporters is None:
        with_exporters = is_true("ETUDE_OTEL_AUTO_CONFIGURE")
    try:
        from ._recording import Recorder

        recorder = Recorder(app, settings)
        if not with_exporters:
            return recorder
        from ._exporters import exporting
    except ImportError:
        if with_exporters:
            logger.warning(
                "Nothing is recorded, since OpenTelemetry is not installed. "
                "Install it with: pip install 'etude[telemetry]'"
            )
        return app
    return exporting(recorder, settings)


def has_other_recorder(app: Any) -> bool:
    """Tell whether OpenTelemetry's own middleware stands inside an application and records it.

    Its instrumentation for FastAPI puts it there in a way of its own.
    """
    theirs = getattr(sys.modules.get(_INSTRUMENTATION), "OpenTelemetryMiddleware", None)
    is_inside = any(middleware.cls is theirs for middleware in app.user_middleware)
    return is_inside or hasattr(app, "_original_build_middleware_stack")


def is_true(variable: str) -> bool:
    """Tell whether an environment variable is true, as OpenTelemetry reads them."""
    return os.environ.get(variable, "").strip().lower() == "true"
