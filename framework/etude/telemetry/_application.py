"""Puts the recorder around an application, where there is something to record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from ..logger import logger
from ._settings import TelemetryConfig, configures_itself, records_anything

if TYPE_CHECKING:
    from ._recording import Recorder


def instrument(app: ASGIApp, settings: TelemetryConfig) -> ASGIApp:
    """Return what records an application; the application itself where nothing is to be recorded."""
    if not records_anything(settings):
        return app
    recorder = _recorder(app, settings)
    if recorder is None:
        return app
    if not configures_itself(settings):
        return recorder
    from ._exporters import exporting

    return exporting(recorder, settings)


def _recorder(app: ASGIApp, settings: TelemetryConfig) -> Recorder | None:
    try:
        from ._recording import Recorder
    except ImportError:
        if configures_itself(settings):
            logger.warning(
                "Nothing is recorded, since OpenTelemetry is not installed. "
                "Install it with: pip install 'etude[telemetry]'"
            )
        return None
    return Recorder(app, settings)
