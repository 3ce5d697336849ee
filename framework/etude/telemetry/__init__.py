"""Traces, metrics and logs of an application, by OpenTelemetry.

The packages come with `etude[telemetry]`. What is recorded, under which names, is what the semantic
conventions of OpenTelemetry for HTTP say, and four spans inside an operation: `etude.dependencies`,
`etude.endpoint`, `etude.serialization` and `etude.background_task`.

When what is decided:

- When the application is made: that its settings are right.
- When its first connection arrives: whether OpenTelemetry is there and not switched off. If not, the
  application stays as it is, and no request costs anything.
- When a request arrives: whether there is a provider, since one may be set at any time. As long as
  there is none, this is one call, which compares three variables with None; the request then goes
  to the same handlers as without OpenTelemetry. With a provider, its route is compiled a second
  time, with an observer inside.
"""

from ._data import TelemetryData, get_telemetry_data
from ._settings import TelemetryConfig
from ._settings import has_other_recorder as has_other_recorder
from ._settings import instrument as instrument
from ._settings import read_config as read_config

__all__ = ["TelemetryConfig", "TelemetryData", "get_telemetry_data"]
