"""What is asked of every subject: a workload is an application, its requests and their status."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.apps import many_routes
from benchmarks.requests import Request, post_form, post_json

FILE = b"".join(b"line %06d of the file\n" % number for number in range(2731))[:65536]
TEXTS = tuple(f"text number {number}" for number in range(100))


@dataclass(frozen=True)
class Workload:
    """An application, the requests that go to it in turn, and the status that all of them get."""

    name: str
    title: str
    application: str
    requests: tuple[Request, ...]
    status: int = 200
    batch: int = 50
    """After how many requests the clock stops and their answers are checked."""

    @property
    def is_http(self) -> bool:
        """Return whether its requests are HTTP requests, not websockets."""
        return not any(request.texts for request in self.requests)


def order_line(number: int) -> dict[str, object]:
    """Return a valid line of an order."""
    return {
        "sku": f"LAMP-{number:04}",
        "title": f"Desk lamp, series {number}",
        "quantity": number,
        "unit_price": 19.5 + number,
        "is_gift": number % 2 == 0,
    }


def order() -> dict[str, object]:
    """Return a valid order: ten fields, one of them a list of five lines."""
    return {
        "number": 4711,
        "customer": "Ada Lovelace",
        "email": "ada@example.com",
        "placed_at": "2025-03-01T10:20:30Z",
        "currency": "EUR",
        "priority": 3,
        "note": "Ring the bell twice. Grüße!",
        "tags": ["office", "urgent", "lamps"],
        "lines": [order_line(number) for number in range(1, 6)],
        "payment_token": "tok_1f7c4bd2",
    }


def wrong_order() -> dict[str, object]:
    """Return an order with three mistakes: a missing field, a bound, a type inside of a line."""
    wrong = order()
    del wrong["customer"]
    wrong["priority"] = 9
    wrong["lines"] = [{**order_line(1), "quantity": "many"}]
    return wrong


def random_numbers(count: int, below: int) -> list[int]:
    """Return numbers that are random and in every process the same."""
    return random.Random(7).sample(range(below), count)


TASKS = Request(
    "/tasks",
    query="limit=20&offset=40",
    headers=((b"x-token", b"secret-of-ada"), (b"accept-language", b"de")),
)
HITS = tuple(
    Request(many_routes.path(number).format(thing_id=number))
    for number in random_numbers(50, many_routes.COUNT)
)
MISSES = tuple(
    Request(many_routes.path(number).format(thing_id=number) + "/missing")
    for number in random_numbers(50, many_routes.COUNT)
)

WORKLOADS: dict[str, Workload] = {
    workload.name: workload
    for workload in (
        Workload("W1", "hello, JSON", "hello", (Request("/"),)),
        Workload(
            "W2",
            "path int and three constrained query parameters",
            "parameters",
            (Request("/items/42", query="limit=20&name=desk-lamp&discount=0.25"),),
        ),
        Workload(
            "W3",
            "nested body in, response model with one field less out",
            "body",
            (post_json("/orders", order()),),
        ),
        Workload("W4-models", "1,000 models out", "many_items", (Request("/models"),), batch=5),
        Workload(
            "W4-rows", "1,000 dicts to a model out", "many_items", (Request("/rows"),), batch=5
        ),
        Workload(
            "W4-plain",
            "1,000 dicts without a model out",
            "many_items",
            (Request("/plain"),),
            batch=5,
        ),
        Workload(
            "W5",
            "five dependencies in three levels, one with yield, one a header security scheme",
            "dependencies",
            (TASKS,),
        ),
        Workload("W6", "an endpoint with def", "threads", (Request("/"),)),
        Workload("W7-hit", "500 routes in 20 routers, random hits", "routes", HITS),
        Workload("W7-miss", "500 routes in 20 routers, misses", "routes", MISSES, status=404),
        Workload(
            "W8",
            "a form with a file of 64 KiB",
            "upload",
            (post_form("/files", {"note": "for the shelf"}, {"file": FILE}),),
            batch=5,
        ),
        Workload(
            "W9-parameters",
            "422, three wrong parameters",
            "parameters",
            (Request("/items/42", query="limit=1000&name=x&discount=2"),),
            status=422,
        ),
        Workload(
            "W9-body",
            "422, three mistakes in a body",
            "body",
            (post_json("/orders", wrong_order()),),
            status=422,
        ),
        Workload("W10", "1,000 server-sent events", "events", (Request("/events"),), batch=1),
        Workload(
            "W11",
            f"a websocket that echoes {len(TEXTS)} texts",
            "websocket",
            (Request("/echo", texts=TEXTS),),
            status=101,
            batch=1,
        ),
        Workload("W12", "one middleware of each kind added", "middleware", (Request("/"),)),
    )
}
