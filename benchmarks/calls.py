"""Counts the calls of a request: a measure of work that no load of the machine changes."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any, Sequence

from benchmarks.driving import Application, Exchange, drive

WARMING_ROUNDS = 2


@dataclass
class Counter:
    """A function for `sys.setprofile` that counts calls of functions in Python and in C.

    A coroutine or generator that goes on counts as called. A class in C does not count.
    """

    package: str
    own: int = 0
    """Calls of functions of the package, and calls that these make."""
    every: int = 0

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        """Count a call."""
        if event == "call":
            self.every += 1
            self.own += self._is_own(frame) or self._is_own(frame.f_back)
        elif event == "c_call":
            self.every += 1
            self.own += self._is_own(frame)

    def _is_own(self, frame: FrameType | None) -> bool:
        module = frame.f_globals.get("__name__", "") if frame else ""
        return module == self.package or module.startswith(f"{self.package}.")


async def count(app: Application, exchanges: Sequence[Exchange], package: str) -> Counter:
    """Return the calls of all exchanges together, in this thread, when everything is warm."""
    for _ in range(WARMING_ROUNDS):
        await drive(app, exchanges)
    counter = Counter(package)
    gc.collect()
    gc.disable()  # what it closes would count too
    before = sys.getprofile()
    sys.setprofile(counter)
    try:
        await drive(app, exchanges)
    finally:
        sys.setprofile(before)
        gc.enable()
    return counter
