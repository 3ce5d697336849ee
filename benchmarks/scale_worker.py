"""Builds one application with many routes in a fresh process and measures that.

`python -m benchmarks.scale_worker benchmarks.apps.declared.scale 1000` prints one JSON object:
CPU times in ns, memory in bytes, the answers of a few routes, and how many
operations the OpenAPI document has (None where the framework writes none).
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import sys
from time import process_time_ns
from typing import Any, Dict, List

from benchmarks.answers import split_answers
from benchmarks.apps import scale_shape
from benchmarks.driving import drive, exchange, lifespan
from benchmarks.memory import resident_bytes
from benchmarks.output import keep_output
from benchmarks.requests import Request, post_json

ROUTES_ASKED = 5
LATER_REQUESTS = 100
"""To a few routes, so that it is the number of all routes that makes the difference."""


def request_to(number: int) -> Request:
    """Return a valid request to the route of that number."""
    content = {"name": "lamp", "amount": number, "prices": [1.5, 2.5]}
    return post_json(scale_shape.path(number).format(thing_id=7), content, "limit=20")


def spread_over(count: int) -> List[int]:
    """Return the numbers of a few routes, from the first to the last."""
    return [step * (count - 1) // (ROUTES_ASKED - 1) for step in range(ROUTES_ASKED)]


async def measure(module: Any, count: int) -> Dict[str, Any]:
    """Build, start, ask, describe; return what each of them cost."""
    gc.collect()
    before, started = resident_bytes(), process_time_ns()
    app = module.build(count)
    async with lifespan(app) as state:
        startup_ns = process_time_ns() - started
        gc.collect()
        startup_bytes = resident_bytes() - before
        first_ns, first = await drive(app, [exchange(request_to(0), state)])
        asked = [exchange(request_to(number), state) for number in spread_over(count)]
        later = asked * (LATER_REQUESTS // ROUTES_ASKED)
        await drive(app, later)
        later_ns, _ = await drive(app, later)
        _, last = await drive(app, asked)
    described = describe(module, app)
    return {
        "startup": startup_ns,
        "memory": startup_bytes / count,
        "first": first_ns,
        "request": later_ns / LATER_REQUESTS,
        "openapi": described["cpu_ns"],
        "operations": described["operations"],
        "answers": [answer.as_json() for answer in split_answers([*first, *last])],
    }


def describe(module: Any, app: Any) -> Dict[str, Any]:
    """Make the OpenAPI document, where the subject has one."""
    if not hasattr(module, "describe"):
        return {"cpu_ns": None, "operations": None}
    started = process_time_ns()
    document = module.describe(app)
    spent = process_time_ns() - started
    return {"cpu_ns": spent, "operations": sum(map(len, document["paths"].values()))}


def main() -> None:
    """Keep standard output for the result, whatever an application prints, and measure."""
    module, count = sys.argv[1:]
    output = keep_output()
    report = asyncio.run(measure(importlib.import_module(module), int(count)))
    print(json.dumps(report), file=output)


if __name__ == "__main__":
    main()
