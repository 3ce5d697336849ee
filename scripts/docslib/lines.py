"""Finds the include lines of a page, in its text and in fences."""

from __future__ import annotations

import re
from typing import Callable, Sequence

from .directive import ESCAPED, LINE

FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?P<marker>`{3,}|~{3,})(?P<rest>[^`]*)")


def replace_includes(
    lines: Sequence[str],
    replacement: Callable[[int, str], str],
    report: Callable[[int, str], None],
) -> list[str]:
    """Calls `replacement` for every include line that stands outside of fences.

    A fence that holds nothing but one include line is replaced as a whole; inside other fences only
    the backslash of an escaped include line is taken away.
    """
    replaced: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        fence = FENCE.fullmatch(line)
        if fence is not None:
            end = _end_of_fence(lines, index, fence["marker"])
            if end is None:
                report(index, f"the fence {line.strip()} is not closed")
                end = len(lines) - 1
            replaced += _fence(lines[index : end + 1], index, replacement)
            index = end + 1
            continue
        if line.lstrip().startswith("{*"):
            replaced += ["", replacement(index, line), ""]
        else:
            replaced.append(line)
        index += 1
    return replaced


def _end_of_fence(lines: Sequence[str], start: int, marker: str) -> int | None:
    candidates = range(start + 1, len(lines))
    return next((index for index in candidates if lines[index].strip(" \t>") == marker), None)


def _fence(lines: Sequence[str], index: int, replacement: Callable[[int, str], str]) -> list[str]:
    if len(lines) == 3 and LINE.fullmatch(lines[1]):
        return ["", replacement(index + 1, lines[1]), ""]
    return [ESCAPED.sub(r"\g<indent>{*\g<body>", line) for line in lines]
