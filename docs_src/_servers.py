"""Servers that examples talk to: PostgreSQL and Redis, started when the first test asks for one.

Each runs on a free port of the loopback address, in a temporary folder, once for a session of
pytest (once for each worker of pytest-xdist), and ends with it. Where the program is not installed,
the tests that ask for it are skipped with the name of the Debian package that holds it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import pytest

_HOST = "127.0.0.1"
_USER = "etude"
_ATTEMPTS = 3  # another process may take the free port before the server does
_PATIENCE = 30.0  # seconds until a server that does not answer counts as broken


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL database, as SQLAlchemy writes it for the driver psycopg.

    Everybody in the session shares the database; `empty_postgresql_url` gives it without tables.
    """
    with _temporary_folder() as folder:
        bin_folder = _postgresql_programs()
        data = folder / "data"
        _run(folder, bin_folder / "initdb", *_INITDB, "--pgdata", data)
        port = _start_postgresql(folder, bin_folder / "pg_ctl", data)
        try:
            yield f"postgresql+psycopg://{_USER}@{_HOST}:{port}/postgres"
        finally:
            _run(folder, bin_folder / "pg_ctl", "--pgdata", data, "--mode=immediate", "stop")


@pytest.fixture
def empty_postgresql_url(postgresql_url: str) -> str:
    """The address of the PostgreSQL database, after what other tests left there is dropped."""
    psycopg = pytest.importorskip("psycopg")
    address = postgresql_url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '10s'")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgresql_url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis database that everybody in the session shares."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs the program redis-server (Debian package redis-server)")
    with _temporary_folder() as folder:
        process, port = _start_redis(folder, program)
        try:
            yield f"redis://{_HOST}:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)


# PostgreSQL

_INITDB = (
    f"--username={_USER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
)
_SETTINGS = {
    "listen_addresses": _HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def _postgresql_programs() -> Path:
    """Return the folder with the programs of the newest PostgreSQL; skip the test without one."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if _is_complete(path)]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    program = shutil.which("initdb")
    if program is None or not _is_complete(Path(program).resolve().parent):
        pytest.skip("needs the programs initdb and pg_ctl (Debian package postgresql)")
    return Path(program).resolve().parent


def _is_complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres"))


def _start_postgresql(folder: Path, pg_ctl: Path, data: Path) -> int:
    settings = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    for attempt in range(1, _ATTEMPTS + 1):
        port = _free_port()
        options = f"-p {port} {settings}"
        log = folder / "postgresql.log"
        try:
            _run(folder, pg_ctl, "--pgdata", data, "--log", log, "--options", options, "start")
        except ServerFailed:
            if attempt == _ATTEMPTS:
                raise
        else:
            break
    return port


class ServerFailed(Exception):
    """A server does not start or stop; the exception says what was run and what it wrote."""


def _run(folder: Path, *command: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to work for root, as somebody else then."""
    arguments = [*_NOT_AS_ROOT, *map(str, command)] if _is_root() else list(map(str, command))
    output = folder / "output"
    with output.open("wb") as file:  # a pipe would stay open as long as the server lives
        run = subprocess.run(arguments, cwd=folder, stdout=file, stderr=file, check=False)
    if run.returncode:
        written = "".join(path.read_text(errors="replace") for path in _texts(folder))
        raise ServerFailed(f"{' '.join(arguments)} ended with status {run.returncode}:\n{written}")


_NOT_AS_ROOT = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--")


def _is_root() -> bool:
    return sys.platform != "win32" and os.getuid() == 0


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in [folder / "output", folder / "postgresql.log"] if path.is_file())


# Redis


def _start_redis(folder: Path, program: str) -> tuple[subprocess.Popen[bytes], int]:
    log = folder / "redis.log"
    for _ in range(_ATTEMPTS):
        port = _free_port()
        settings = {"port": port, "bind": _HOST, "dir": folder, "logfile": log, "save": ""}
        words = [str(word) for name, value in settings.items() for word in (f"--{name}", value)]
        process = subprocess.Popen([program, *words], cwd=folder)
        if _answers(process, port):
            return process, port
        process.kill()
        process.wait()
    raise ServerFailed(f"{program} does not answer:\n{log.read_text(errors='replace')}")


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers a PING; False when it ended, or when patience did."""
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            with socket.create_connection((_HOST, port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(7) == b"+PONG\r\n":
                    return True
        except OSError:
            time.sleep(0.02)
    return False


# Both


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Make a folder that the server may write into: pytest's own are for the present user only."""
    with tempfile.TemporaryDirectory(prefix="etude-server-") as name:
        if _is_root():
            shutil.chown(name, "nobody", "nogroup")
        yield Path(name)
