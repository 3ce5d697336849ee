"""Puts the recorder around an application, where there is something to record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from ..logger import logger
from ._settings import Settings

if TYPE_CHECKING:
    from ._recording import Recorder


def instrument(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return what records an application; the application itself where nothing is to be recorded."""
    if not settings.record_anything:
        return app
    recorder = _recorder(app, settings)
    if recorder is None:
        return app
    if not settings.install_exporters:
        return recorder
    from ._exporters import exporting

    return exporting(recorder, settings)


def _recorder(app: ASGIApp, settings: Settings) -> Recorder | None:
    try:
        from ._recording import Recorder
    except ImportError:
        if settings.install_exporters:
            logger.warning(
                "Nothing is recorded, since OpenTelemetry is not installed. "
                "Install it with: pip install 'etude[telemetry]'"
            )
        return None
    return Recorder(app, settings)
