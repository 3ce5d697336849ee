"""Commands whose output may go to a program that stops reading, such as `head`."""

from __future__ import annotations

import os
import sys
from typing import Callable


def run(main: Callable[[], int]) -> int:
    """Run a command and return its exit status, which is 1 where nobody reads its output any more."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # for what is flushed at exit
        return 1
    return status
