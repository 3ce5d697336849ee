"""What is asked of wrk, the load generator, and what it tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Sequence

from benchmarks.errors import WorkerFailure
from benchmarks.requests import Request

CONNECTIONS = 16

_SCRIPT = """\
local requests = {
%s
}
local turn = 0

request = function()
  turn = turn %% #requests + 1
  return requests[turn]
end

done = function(summary)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '\\n{"requests": %%d, "refused": %%d, "broken": %%d}\\n',
    summary.requests, errors.status, broken))
end
"""


@dataclass(frozen=True)
class Load:
    """What wrk did: answers, those of them with a status from 400 on, and broken connections."""

    requests: int
    refused: int
    broken: int


def script(requests: Sequence[Request], host: str) -> str:
    """Return the Lua program that sends the requests in turn."""
    return _SCRIPT % ",\n".join(lua_string(on_the_wire(request, host)) for request in requests)


def lua_string(content: bytes) -> str:
    """Return bytes as a Lua string in which every byte is an escape."""
    return '"' + "".join(f"\\{byte:03}" for byte in content) + '"'


def on_the_wire(request: Request, host: str) -> bytes:
    """Return a request as it is sent (RFC 9112)."""
    lines = [f"{request.method} {request.target} HTTP/1.1".encode(), b"host: " + host.encode()]
    lines += [b"accept: */*", *(name + b": " + value for name, value in request.headers)]
    return b"\r\n".join([*lines, b"", request.body])


def read_load(output: str) -> Load:
    """Return what the program above wrote at the end of the output of wrk."""
    last = output.strip().rpartition("\n")[2]
    if not last.startswith("{"):
        raise WorkerFailure(f"wrk did not tell what it did, but said\n\n{output}")
    return Load(**json.loads(last))
