"""Serves one application by uvicorn with uvloop and httptools, on a socket that the parent opened.

`python -m benchmarks.serving benchmarks.apps.floor.hello 3` serves on the file descriptor 3.
"""

from __future__ import annotations

import importlib
import socket
import sys
from typing import Any


def main() -> None:
    """Serve until the process is ended."""
    uvicorn: Any = importlib.import_module("uvicorn")
    module, descriptor = sys.argv[1:]
    app = importlib.import_module(module).app
    quiet = "critical"  # some frameworks log an error when the load ends in the middle of a stream
    config = uvicorn.Config(app, loop="uvloop", http="httptools", access_log=False, log_level=quiet)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(descriptor))])


if __name__ == "__main__":
    main()
