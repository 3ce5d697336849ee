"""In which order subjects are measured."""

from __future__ import annotations

from typing import Iterator, Sequence, TypeVar

Subject = TypeVar("Subject")


def turns(subjects: Sequence[Subject], rounds: int) -> Iterator[Subject]:
    """Yield every subject once a round; every other round goes through them backwards."""
    for number in range(rounds):
        yield from subjects if number % 2 == 0 else reversed(subjects)
