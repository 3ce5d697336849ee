"""What can be said with `telemetry=`."""

from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional

from annotated_doc import Doc
from typing_extensions import Annotated, TypedDict

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
        Optional[Callable[[Dict[str, Any]], bool]],
        Doc("A function of an ASGI scope that tells which connections not to record."),
    ]


SIGNALS = ("tracing", "metrics", "logs")

_DEFAULTS: TelemetryConfig = {
    "tracer_provider": None,
    "meter_provider": None,
    "logger_provider": None,
    "tracing": True,
    "metrics": True,
    "logs": True,
    "operation_spans": True,
    "exclude": None,
}


def read_config(config: Any) -> TelemetryConfig:
    """Return all settings. Raises TypeError for what is none; keys that nobody knows are ignored."""
    if config is not None and not isinstance(config, Mapping):
        raise TypeError(
            f"telemetry takes a dict or None, and got {config!r}. To record, leave it out; to "
            "record nothing, give {'tracing': False, 'metrics': False, 'logs': False}."
        )
    settings: TelemetryConfig = {**_DEFAULTS, **(config or {})}
    exclude = settings["exclude"]
    if exclude is not None and (not callable(exclude) or inspect.iscoroutinefunction(exclude)):
        raise TypeError(
            f"telemetry['exclude'] is {exclude!r}. Give a function, not a coroutine function, that "
            "takes an ASGI scope and tells whether not to record the connection."
        )
    return settings


def records_anything(settings: TelemetryConfig) -> bool:
    return any(settings[signal] for signal in SIGNALS)  # type: ignore[literal-required]  # keys from above


def configures_itself(settings: TelemetryConfig) -> bool:
    """Tell whether to install exporters, by the settings or else by the environment."""
    return settings.get("auto_configure", is_true("ETUDE_OTEL_AUTO_CONFIGURE"))


def is_true(variable: str) -> bool:
    """Tell whether an environment variable is true, as OpenTelemetry reads them."""
    return os.environ.get(variable, "").strip().lower() == "true"
