"""Runs one application in its own environment and measures it on demand.

The parent writes a JSON object on a line and reads one back:

`{"command": "answers"}` sends each request once: `{"answers": [...]}`;
`{"command": "sample", "requests": 500}` measures: `{"cpu_ns": 1, "digests": [[...], ...]}`,
with the distinct digests of the answers for each request of the workload;
`{"command": "calls"}` counts: `{"own": 1, "every": 1}`, calls for one request on average;
`{"command": "profile", "requests": 500}` gives `{"text": "..."}`.
"""

from __future__ import annotations

import asyncio
import cProfile
import faulthandler
import gc
import importlib
import json
import sys
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Dict, Iterator, TextIO

from benchmarks import calls, profiling
from benchmarks.answers import Message, split_answers
from benchmarks.bars import OWN
from benchmarks.driving import Application, Exchange, drive, exchange, lifespan
from benchmarks.output import keep_output
from benchmarks.workloads import WORKLOADS

LONGEST_COMMAND = 120.0
"""Seconds after which a worker that hangs prints where it hangs and ends."""

Reply = Dict[str, Any]


@dataclass(frozen=True)
class Running:
    """An application that was started, and what it is asked."""

    app: Application
    exchanges: list[Exchange]
    batch: int

    def batches(self, count: int) -> Iterator[list[int]]:
        """Yield the numbers of the requests to send, in turn, in batches."""
        for start in range(0, count, self.batch):
            batch = range(start, min(start + self.batch, count))
            yield [number % len(self.exchanges) for number in batch]

    async def ask(self, numbers: list[int]) -> tuple[int, list[Message]]:
        """Send the requests of these numbers; return the CPU time in ns and all messages."""
        return await drive(self.app, [self.exchanges[number] for number in numbers])


async def give_answers(running: Running, _count: int) -> Reply:
    """Send each request once."""
    _, messages = await drive(running.app, running.exchanges)
    answers = [answer.as_json() for answer in split_answers(messages)]
    return {"answers": answers}


async def give_sample(running: Running, count: int) -> Reply:
    """Measure the CPU time of a number of requests; the clock stands while answers are checked."""
    gc.collect()
    spent = 0
    digests: list[set[str]] = [set() for _ in running.exchanges]
    for batch in running.batches(count):
        cpu_ns, messages = await running.ask(batch)
        spent += cpu_ns
        answers = split_answers(messages)
        if len(answers) != len(batch):
            raise RuntimeError(f"{len(answers)} answers to {len(batch)} requests")
        for number, answer in zip(batch, answers):
            digests[number].add(answer.digest())
    return {"cpu_ns": spent, "digests": [sorted(found) for found in digests]}


async def give_calls(running: Running, _count: int) -> Reply:
    """Count calls; the own ones are those of Etude, also under another subject."""
    counter = await calls.count(running.app, running.exchanges, OWN)
    requests = len(running.exchanges)
    return {"own": counter.own / requests, "every": counter.every / requests}


async def give_profile(running: Running, count: int) -> Reply:
    """Profile a number of requests."""
    profiler = cProfile.Profile()
    for batch in running.batches(count):
        profiler.enable()
        await running.ask(batch)
        profiler.disable()
    return {"text": profiling.table(profiler, count)}


COMMANDS: dict[str, Callable[[Running, int], Awaitable[Reply]]] = {
    "answers": give_answers,
    "sample": give_sample,
    "calls": give_calls,
    "profile": give_profile,
}


async def serve(module: str, name: str, commands: TextIO, replies: TextIO) -> None:
    """Follow the parent's commands until there are no more."""
    app: Application = importlib.import_module(module).app
    async with lifespan(app) as state:
        workload = WORKLOADS[name]
        exchanges = [exchange(request, state) for request in workload.requests]
        running = Running(app, exchanges, workload.batch)
        for line in commands:
            command = json.loads(line)
            faulthandler.dump_traceback_later(LONGEST_COMMAND, exit=True)
            reply = await COMMANDS[command["command"]](running, command.get("requests", 0))
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps(reply), file=replies, flush=True)


def main() -> None:
    """Keep standard output for replies, whatever an application prints, and serve."""
    module, workload = sys.argv[1:]
    asyncio.run(serve(module, workload, sys.stdin, keep_output()))


if __name__ == "__main__":
    main()
