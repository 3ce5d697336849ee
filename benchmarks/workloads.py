"""What is asked of every subject: a workload is an application, its requests and their status."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.requests import Request, post_json


@dataclass(frozen=True)
class Workload:
    """An application, the requests that go to it in turn, and the status that all of them get."""

    name: str
    title: str
    application: str
    requests: tuple[Request, ...]
    status: int = 200


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
        Workload(
            "W5",
            "five dependencies in three levels, two of them shared",
            "dependencies",
            (
                Request(
                    "/tasks",
                    query="limit=20&offset=40",
                    headers=((b"x-token", b"secret-of-ada"), (b"accept-language", b"de")),
                ),
            ),
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
    )
}
