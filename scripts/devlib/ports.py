"""Ports of the loopback address: whether one is free, and which program has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

HOST = "127.0.0.1"

_LISTENING = "0A"  # TCP_LISTEN, as the kernel writes it in /proc/net/tcp


def is_free(port: int) -> bool:
    """Whether a server could be started on this port of the loopback address."""
    return _nobody_answers(port) and _can_be_bound(port)


def free_port() -> int:
    """Picks a port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def owner(port: int) -> str | None:
    """Names the program that listens on this port, where the system lets us see it."""
    process = _owner_from_proc(port) or _owner_from_lsof(port)
    return process and f"process {process}{_command_line(process)}"


def _nobody_answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) != 0


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _owner_from_proc(port: int) -> str | None:
    """Looks for the process that holds one of the port's listening sockets (Linux)."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    if not sockets:
        return None
    open_files = Path("/proc").glob("[0-9]*/fd/*")
    holders = (file.parts[2] for file in open_files if _target(file) in sockets)
    return next(holders, None)


def _target(link: Path) -> str | None:
    try:
        return os.readlink(link)
    except OSError:  # the process has ended, or belongs to somebody else
        return None


def _listening_inodes(port: int) -> list[str]:
    rows = []
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        if table.exists():
            rows += [line.split() for line in table.read_text().splitlines()[1:]]
    return [row[9] for row in rows if row[3] == _LISTENING and row[1].endswith(f":{port:04X}")]


def _owner_from_lsof(port: int) -> str | None:
    if not shutil.which("lsof"):
        return None
    answer = subprocess.run(
        ["lsof", "-nP", "-t", f"-iTCP:{port}", "-sTCP:LISTEN"],
        capture_output=True,
        text=True,
        check=False,
    )
    return next(iter(answer.stdout.split()), None)


def _command_line(process: str) -> str:
    if not shutil.which("ps"):
        return ""
    answer = subprocess.run(
        ["ps", "-o", "args=", "-p", process], capture_output=True, text=True, check=False
    )
    words = answer.stdout.strip()
    return f" ({words[:120]})" if words else ""
