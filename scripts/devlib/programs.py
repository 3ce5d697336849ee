"""Runs several servers side by side, until Ctrl-C or until one of them ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from typing import Callable, Iterator, Mapping, Sequence

from devlib.layout import ROOT

_SECONDS_TO_END = 10.0
_SECONDS_BETWEEN_LOOKS = 0.2
_END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """A server to start: its name, its command, and the address that it will answer at."""

    name: str
    command: Sequence[str]
    address: str
    variables: Mapping[str, str]


class Running:
    """A started program. Each line that it prints is shown behind its name."""

    def __init__(self, program: Program) -> None:
        self.name = program.name
        self._address = program.address
        # In a session of its own, Ctrl-C in the terminal does not reach it: we end it in order.
        self._process = subprocess.Popen(
            program.command,
            cwd=ROOT,
            env=dict(program.variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._relay = threading.Thread(target=self._show_output, daemon=True)
        self._relay.start()

    @property
    def exit_status(self) -> int | None:
        """The status that the program ended with; None while it runs."""
        return self._process.poll()

    @property
    def answers(self) -> bool:
        """Whether the program's address gives a response that is not an error."""
        without_proxies = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with without_proxies.open(self._address, timeout=2):
                return True
        except OSError:
            return False

    def interrupt(self) -> None:
        """Asks the program to end, as Ctrl-C in its own terminal would."""
        if self.exit_status is None:
            self._process.send_signal(signal.SIGINT)

    def wait(self) -> None:
        """Waits until the program has ended, and ends by force what has not."""
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            print(f"{self.name} does not end by itself and is ended by force.", flush=True)
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._relay.join(_SECONDS_TO_END)

    def _show_output(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                print(f"{self.name} | {line.rstrip()}", flush=True)


@contextlib.contextmanager
def serving(program: Program, seconds: float = 60.0) -> Iterator[None]:
    """Runs a program around what is done with it, from its first answer on.

    Raises:
        RuntimeError: the program ended, or gave no answer for so many seconds.
    """
    deadline = time.monotonic() + seconds
    running = Running(program)
    try:
        while not running.answers:
            if running.exit_status is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{program.name} does not answer at {program.address}")
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        yield
    finally:
        running.interrupt()
        running.wait()


def run_together(programs: Sequence[Program], when_ready: Callable[[], None]) -> int:
    """Runs the programs until Ctrl-C (status 0) or until one of them ends (status 1).

    ``when_ready`` is called once, as soon as every program answers at its address.
    """
    running: list[Running] = []
    with _told_to_end() as stop:
        try:
            running.extend(map(Running, programs))
            return _watch(running, stop, when_ready)
        finally:
            for one in running:
                one.interrupt()
            for one in running:
                one.wait()


def _watch(
    running: Sequence[Running], stop: threading.Event, when_ready: Callable[[], None]
) -> int:
    is_ready = False
    while not stop.wait(_SECONDS_BETWEEN_LOOKS):
        ended = [one for one in running if one.exit_status is not None]
        if ended:
            _tell_about(ended)
            return 1
        if not is_ready and all(one.answers for one in running):
            is_ready = True
            when_ready()
    print("\nStopping.", flush=True)
    return 0


def _tell_about(ended: Sequence[Running]) -> None:
    for one in ended:
        print(
            f"{one.name} has ended by itself, with exit status {one.exit_status}. "
            f"Its last lines (they begin with '{one.name} |') say why. Stopping.",
            file=sys.stderr,
            flush=True,
        )


@contextlib.contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """Gives an event that is set when somebody asks this process to end, and does nothing else."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _END_SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
