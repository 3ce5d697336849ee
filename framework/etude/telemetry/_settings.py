"""What can be said with `telemetry=`."""

from __future__ import annotations

import inspect
import os
from dataclasses import dataclass, fields
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


@dataclass(frozen=True)
class Settings:
    """All of that, checked, and with its defaults."""

    tracer_provider: Any = None
    meter_provider: Any = None
    logger_provider: Any = None
    tracing: bool = True
    metrics: bool = True
    logs: bool = True
    operation_spans: bool = True
    auto_configure: bool | None = None
    exclude: Callable[[Any], bool] | None = None

    @property
    def record_anything(self) -> bool:
        """Tell whether any signal is switched on."""
        return self.tracing or self.metrics or self.logs

    @property
    def install_exporters(self) -> bool:
        """Tell whether to install exporters, by the settings or else by the environment."""
        given = self.auto_configure
        return is_true("ETUDE_OTEL_AUTO_CONFIGURE") if given is None else given


def read_config(config: Any) -> Settings:
    """Return the settings. Raises TypeError for what is none; keys that nobody knows are ignored."""
    if config is not None and not isinstance(config, Mapping):
        raise TypeError(
            f"telemetry takes a dict or None, and got {config!r}. To record, leave it out; to "
            "record nothing, give {'tracing': False, 'metrics': False, 'logs': False}."
        )
    known = {field.name for field in fields(Settings)}
    settings = Settings(**{key: value for key, value in (config or {}).items() if key in known})
    exclude = settings.exclude
    if exclude is not None and (not callable(exclude) or inspect.iscoroutinefunction(exclude)):
        raise TypeError(
            f"telemetry['exclude'] is {exclude!r}. Give a function, not a coroutine function, that "
            "takes an ASGI scope and tells whether not to record the connection."
        )
    return settings


def is_true(variable: str) -> bool:
    """Tell whether an environment variable is true, as OpenTelemetry reads them."""
    return os.environ.get(variable, "").strip().lower() == "true"
