"""Keeps what a worker reports apart from what an application prints."""

from __future__ import annotations

import os
from typing import TextIO


def keep_output() -> TextIO:
    """Return standard output; what is printed from now on goes to standard error instead."""
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return output
