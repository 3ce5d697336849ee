"""The error of a search for an application."""

from __future__ import annotations

from etude.exceptions import EtudeError

DISCOVERY_FAILED = 1
"""Exit status when no application is found."""

LOADING_FAILED = 3
"""Exit status when the import string names nothing; the server ends with the same one."""


class DiscoveryError(EtudeError):
    """No application is found; the message says what was looked for and how to fix it."""

    def __init__(self, message: str, *, exit_status: int = DISCOVERY_FAILED) -> None:
        super().__init__(message)
        self.exit_status = exit_status
