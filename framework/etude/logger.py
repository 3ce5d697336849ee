"""The logger of the package, named `etude`."""

from __future__ import annotations

import logging

logger = logging.getLogger("etude")
