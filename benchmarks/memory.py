"""How much memory this process has; imports nothing that would change what is measured."""

from __future__ import annotations

import os

_STATUS = "/proc/self/statm"


def resident_bytes() -> int:
    """Return the resident memory: now on Linux, elsewhere the most that there was."""
    if os.path.exists(_STATUS):
        with open(_STATUS, encoding="ascii") as status:
            return int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource  # what only the others need
    import sys

    kilobytes_except_on_macos = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes_except_on_macos * (1 if sys.platform == "darwin" else 1024)
