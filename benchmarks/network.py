"""Measures workloads over the loopback: uvicorn runs on one core, wrk on another."""

from __future__ import annotations

import ctypes
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Callable, Mapping, Sequence

from benchmarks import comparison, wrk
from benchmarks.answers import Answer
from benchmarks.environments import ROOT, variables_for
from benchmarks.errors import EnvironmentFailure, WorkerFailure
from benchmarks.requests import Request
from benchmarks.results import NETWORK, RATE, Result
from benchmarks.subjects import Subject
from benchmarks.workloads import Workload

TOOLS = {"wrk": "wrk", "taskset": "util-linux"}
"""The programs that are needed, and the Debian packages that have them."""

LONGEST_ANSWER = 30.0
LONGEST_END = 10.0
ENOUGH_ANSWERS = 10 * wrk.CONNECTIONS
"""In one sample: what is begun when it ends, once for each connection, has to be a small part."""
LONGEST_SAMPLE = 16


@dataclass(frozen=True)
class NetworkSettings:
    """How much is measured: rounds, and the least seconds of one sample."""

    rounds: int = 7
    seconds: int = 1


@dataclass(frozen=True)
class Cores:
    """On which processor the server runs, and on which the load generator."""

    server: int
    load: int


def require_tools(tools: Mapping[str, str] = TOOLS) -> None:
    """Raise an error if something has to be installed before anything can be measured."""
    missing = [package for tool, package in tools.items() if shutil.which(tool) is None]
    if missing:
        raise EnvironmentFailure(
            f"Over the network needs the Debian packages {', '.join(missing)}: "
            "install them, or use --only process,scale"
        )


def choose_cores() -> Cores:
    """Return two processors of this machine."""
    first, *others = sorted(os.sched_getaffinity(0))
    if not others:
        raise EnvironmentFailure("Over the network needs two processors: use --only process,scale")
    return Cores(first, others[-1])


def cpu_ns(pid: int) -> int:
    """Return the CPU time of another process (clock_getcpuclockid, POSIX.1)."""
    clock = ctypes.c_int()
    failure = ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock))
    if failure:
        raise WorkerFailure(f"Process {pid} has no clock any more: {os.strerror(failure)}")
    return time.clock_gettime_ns(clock.value)


class Server:
    """An application that is served on one core."""

    def __init__(
        self, python: Path, subject: Subject, workload: Workload, cores: Cores, seconds: int
    ) -> None:
        self.name = f"the server of {subject.name} on {workload.name}"
        self.workload = workload
        self._cores = cores
        self._seconds = seconds
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
            self.host = f"127.0.0.1:{listening.getsockname()[1]}"
            descriptor = listening.fileno()
            module = subject.module(workload.application)
            serve = [str(python), "-m", "benchmarks.serving", module, str(descriptor)]
            self._process = subprocess.Popen(
                ["taskset", "-c", str(cores.server), *serve],
                cwd=ROOT,
                env=variables_for(subject),
                pass_fds=[descriptor],
                stdout=subprocess.DEVNULL,
            )

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(LONGEST_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def answers(self) -> list[Answer]:
        """Return the answer to each request of the workload."""
        connection = http.client.HTTPConnection(self.host, timeout=LONGEST_ANSWER)
        try:
            return [self._ask(connection, request) for request in self.workload.requests]
        except OSError as error:
            raise WorkerFailure(f"{self.name} does not answer: {error}") from error
        finally:
            connection.close()

    def _ask(self, connection: http.client.HTTPConnection, request: Request) -> Answer:
        headers = {name.decode(): value.decode() for name, value in request.headers}
        connection.request(request.method, request.target, request.body or None, headers)
        response = connection.getresponse()
        body = response.read().decode("latin-1")
        found = sorted((name.lower(), value) for name, value in response.getheaders())
        return Answer(response.status, tuple(found), body)

    def warm_up(self) -> None:
        """Stand some load; make the samples so long that enough is answered in each."""
        while self._load().requests < ENOUGH_ANSWERS and self._seconds < LONGEST_SAMPLE:
            self._seconds *= 2

    def sample(self) -> float:
        """Return requests per second of the server's CPU time, under load for some seconds."""
        started = cpu_ns(self._process.pid)
        load = self._load()
        spent = cpu_ns(self._process.pid) - started
        refused = load.requests if self.workload.status >= 400 else 0
        if load.broken or not load.requests or load.refused != refused:
            raise WorkerFailure(f"{self.name} did not stand the load: {load}")
        return load.requests / spent * 1_000_000_000

    def _load(self) -> wrk.Load:
        with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="ascii") as program:
            program.write(wrk.script(self.workload.requests, self.host))
            program.flush()
            options = ["-t1", f"-c{wrk.CONNECTIONS}", f"-d{self._seconds}s"]
            options += ["--timeout", f"{LONGEST_ANSWER:g}s", "-s", program.name]
            done = subprocess.run(
                ["taskset", "-c", str(self._cores.load), "wrk", *options, f"http://{self.host}/"],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        return wrk.read_load(done.stdout)


def measure(
    workload: Workload,
    subjects: Sequence[Subject],
    pythons: Mapping[str, Path],
    settings: NetworkSettings,
    say: Callable[[str], None],
) -> Result:
    """Return how many requests of a workload each subject answers."""
    cores = choose_cores()

    def start(subject: Subject) -> Server:
        return Server(pythons[subject.environment], subject, workload, cores, settings.seconds)

    return comparison.measure(NETWORK, RATE, workload, subjects, start, settings.rounds, say)
