"""The limits of what a request may cost: their defaults, what is refused by them, and how."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any, Callable

from .exceptions import DeclarationError

MOST_IN_MEMORY = 8 * 1024 * 1024
"""How many bytes of a body are held in memory, unless `max_body_size` says so: JSON, raw bytes, and
the fields of a form. A file of 6 MiB fits in as base64; the worst JSON becomes forty times as large."""
MOST_LEVELS = 220
"""How deep JSON may be nested at most. Pydantic writes 254 levels and reads 201 without copying; what
is read may therefore be sent back, with 34 levels around it."""
LONG = 1024 * 1024
"""From how many bytes on only the first wrong item of each list is reported."""
SHALLOW = 10
"""How deep JSON so long may be nested where errors hold copies of what is wrong."""
MOST_ERRORS = 10_000
"""How many errors of a request are listed one by one."""
MOST_HEADERS = 16 * 1024
"""How many bytes the headers of one part of a form may have."""
ROOMY_FILES, LITTLE_ROOM = 16, 16 * 1024
"""So many files of a form are in memory up to 1 MiB, the others up to 16 KiB, before a disk is used."""


def check_depth(value: Any) -> None:
    """Refuse a depth that nobody can keep to."""
    if type(value) is not int or not 0 <= value <= MOST_LEVELS:
        raise DeclarationError(
            f"max_json_depth is {value!r}. Give an integer from 0 to {MOST_LEVELS}: what is nested "
            "deeper can be neither validated nor sent back."
        )


def checking_seconds(name: str) -> Callable[[Any], None]:
    """Return a function that refuses what is no time."""

    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
            raise DeclarationError(
                f"{name} is {value!r}. Give a positive number of seconds; math.inf is no limit."
            )

    return check


_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")


def is_deeper(raw: bytes, levels: int) -> bool:
    """Tell whether arrays and objects of a JSON text stand in each other deeper than so many levels.

    It takes time and memory in proportion to the text, and of ordinary texts only a look.
    """
    if len(raw) <= levels or raw.count(b"[") + raw.count(b"{") <= levels:
        return False
    encoding = json.detect_encoding(raw)
    if not encoding.startswith("utf-8"):
        raw = raw.decode(encoding, "replace").encode(errors="replace")
    raw = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside_strings = b"".join(raw.translate(None, _NO_BRACKETS).split(b'"')[::2])
    steps = memoryview(outside_strings.translate(_STEPS)).cast("b")
    return max(accumulate(steps), default=0) > levels
