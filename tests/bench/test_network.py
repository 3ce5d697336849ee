"""What wrk is asked, what it tells, and the clock of another process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from benchmarks import network, wrk
from benchmarks.errors import EnvironmentFailure, WorkerFailure
from benchmarks.requests import Request, post


def test_a_request_is_written_as_it_goes_over_the_wire() -> None:
    sent = wrk.on_the_wire(post("/a", b"text/plain", b"body", "b=1"), "127.0.0.1:80")
    heads, _, body = sent.partition(b"\r\n\r\n")
    assert heads.split(b"\r\n") == [
        b"POST /a?b=1 HTTP/1.1",
        b"host: 127.0.0.1:80",
        b"accept: */*",
        b"content-type: text/plain",
        b"content-length: 4",
    ]
    assert body == b"body"


def test_every_byte_of_a_lua_string_is_escaped() -> None:
    assert wrk.lua_string(b'"\r\xff1') == '"\\034\\013\\255\\049"'


def test_the_program_has_all_requests() -> None:
    program = wrk.script([Request("/a"), Request("/b")], "x")
    assert program.count(wrk.lua_string(b"GET /")[1:-1]) == 2
    assert "turn % #requests + 1" in program


def test_what_was_done_stands_at_the_end() -> None:
    output = 'Running 1s test\n{x}\n\n{"requests": 5, "refused": 1, "broken": 0}\n'
    assert wrk.read_load(output) == wrk.Load(requests=5, refused=1, broken=0)


def test_without_that_the_output_is_shown() -> None:
    with pytest.raises(WorkerFailure, match="unable to connect"):
        wrk.read_load("unable to connect\n")


def test_a_missing_program_is_named_by_its_package() -> None:
    with pytest.raises(EnvironmentFailure, match="Debian packages nothing-known: install"):
        network.require_tools({"a-program-that-is-not-there": "nothing-known"})


@pytest.mark.skipif(sys.platform != "linux", reason="The network is measured on Linux")
def test_the_clock_of_another_process_goes_on_while_it_works() -> None:
    program = "input(); print(sum(range(1_000_000)), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        before = network.cpu_ns(process.pid)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        assert network.cpu_ns(process.pid) > before
        process.communicate(b"\n")
