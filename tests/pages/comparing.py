"""Compares what a command printed with what its page shows."""

from __future__ import annotations

import json
import re
from typing import Any

OMITTED = "..."
CHANGING = (
    (re.compile(r"^(?:date|server|x-process-time|last-modified): .*$", re.I | re.M), ""),
    (re.compile(r"\b127\.0\.0\.1:\d+"), "127.0.0.1:PORT"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+|\beyJ[\w.-]*\.\.\."), "TOKEN"),
    (re.compile(r"\$argon2id\$\S+"), "HASH"),
    (re.compile(r'(?<="pid":)\d+'), "PID"),
    (re.compile(r'(?<="hostname":)"[^"]*"'), "HOST"),
    (re.compile(r"\d+\.\d+ ?s\b"), "SECONDS"),
)


def is_as_shown(shown: str, printed: str, *, goes_on: bool = False) -> bool:
    """Whether both say the same, but for what changes from run to run and what the page leaves out.

    JSON may be laid out in another way. A line of three dots stands for any lines, and three dots at
    the end of a line for its rest. The head of an answer may be shown in part, in any order. What a
    server prints may be shown up to any line.
    """
    shown_head, shown_body = _split(shown)
    printed_head, printed_body = _split(printed)
    if shown_head and not set(shown_head) <= set(printed_head):
        return False
    shown_data, printed_data = _data(shown_body), _data(printed_body)
    if shown_data is not None and printed_data is not None:
        return bool(shown_data == printed_data)
    pattern = _pattern(f"{shown_body}\n{OMITTED}" if goes_on else shown_body)
    return re.fullmatch(pattern, "\n".join(_lines(printed_body)) + "\n") is not None


def _split(text: str) -> tuple[list[str], str]:
    """The lines of the head of an HTTP answer, if there is one, and the rest."""
    if not text.startswith("HTTP/"):
        return [], text
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    return [line for line in _lines(head) if line and not line.endswith(OMITTED)], body


def _lines(text: str) -> list[str]:
    for pattern, replacement in CHANGING:
        text = pattern.sub(replacement, text)
    return [line.rstrip() for line in text.strip("\n").split("\n") if line.strip()]


def _data(text: str) -> Any:
    try:
        return json.loads("\n".join(_lines(text)))
    except ValueError:
        return None


def _pattern(shown: str) -> str:
    parts = []
    for line in _lines(shown):
        if line.strip() == OMITTED:
            parts.append(r"(?:.*\n)*?")
        elif line.endswith(OMITTED):
            parts.append(re.escape(line.removesuffix(OMITTED)) + ".*\n")
        else:
            parts.append(re.escape(line) + "\n")
    return "".join(parts) or ".*\n"
