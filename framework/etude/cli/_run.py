"""Hands an application over to the server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from etude.cli.discovery import Found, Origin


@dataclass(frozen=True)
class ServerOptions:
    """How an application is served; an absent value leaves the decision to the server."""

    host: str
    port: int
    reload: bool
    reload_directories: tuple[Path, ...] = ()
    root_path: str = ""
    proxy_headers: bool = True
    forwarded_allow_ips: str | None = None
    workers: int | None = None


def serve(found: Found, options: ServerOptions) -> None:
    """Serves an application until a signal ends the process.

    The server gets an import string, so that its other processes can import the application; this
    process has imported it already and does not do so again.
    """
    uvicorn.run(
        found.import_string,
        host=options.host,
        port=options.port,
        reload=options.reload,
        reload_dirs=watched_directories(found, options),
        workers=options.workers,
        root_path=options.root_path,
        proxy_headers=options.proxy_headers,
        forwarded_allow_ips=options.forwarded_allow_ips,
        factory=found.factory,
        use_colors=False if os.environ.get("NO_COLOR") else None,
    )


def watched_directories(found: Found, options: ServerOptions) -> list[str] | None:
    """Returns the directories whose changes reload the server, `None` for the current one.

    A project that is configured in a `pyproject.toml` is watched from that file downward, because
    the command may have been typed in one of its inner directories.
    """
    if not options.reload:
        return None
    if options.reload_directories:
        return [str(directory) for directory in options.reload_directories]
    return [str(found.root)] if found.origin is Origin.PYPROJECT else None
