"""Finds, for each line of one text, the line of another text that says the same."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Sequence

ALIKE = 0.5
"""Two lines correspond when at least this part of their characters does."""


def align(first: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The corresponding lines, counted from 1; a line without counterpart is absent."""
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, first, other, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(start + 1, end + 1), range(other_start + 1, other_end + 1)))
        elif kind == "replace":
            near = _align_alike(first[start:end], other[other_start:other_end])
            pairs.update((start + row + 1, other_start + column + 1) for row, column in near)
    return pairs


def _align_alike(first: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in order, whose likenesses add up to the most (Needleman and Wunsch, no gap cost)."""
    likeness = [[_likeness(line, counterpart) for counterpart in other] for line in first]
    best = _best_sums(likeness, len(first), len(other))
    pairs: list[tuple[int, int]] = []
    row = column = 0
    while row < len(first) and column < len(other):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _best_sums(likeness: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            together = likeness[row][column] + best[row + 1][column + 1]
            best[row][column] = max(best[row + 1][column], best[row][column + 1], together)
    return best


def _likeness(line: str, counterpart: str) -> float:
    ratio = SequenceMatcher(None, line.strip(), counterpart.strip(), autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0
