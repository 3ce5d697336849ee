"""What counts as the output that a page shows."""

from __future__ import annotations

import pytest

from .comparing import is_as_shown

HEAD = "HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 10:00:00 GMT\r\nx-token: 7\r\n\r\n"


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": 1,\n "b": [2]}', '{"b":[2],"a":1}'),
        ('HTTP/1.1 200 OK\nx-token: 7\n\n{"a": 1}', HEAD + '{"a":1}'),
        ("HTTP/1.1 200 OK\ndate: Mon, 04 May 2026 08:00:00 GMT", HEAD),
        ("first\n...\nlast", "first\nsecond\nthird\nlast\n"),
        ("first\nsec...", "first\nsecond\n"),
        ("at 127.0.0.1:8000", "at 127.0.0.1:45473"),
        ("", "anything"),
    ],
)
def test_the_same_in_other_words_is_as_shown(shown: str, printed: str) -> None:
    assert is_as_shown(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": 1}', '{"a": 2}'),
        ('{"a": 1}', "Internal Server Error"),
        ("HTTP/1.1 201 Created\nx-token: 7", HEAD),
        ("HTTP/1.1 200 OK\nx-token: 8", HEAD),
        ("first\nlast", "first\nsecond\nlast"),
        ("first", "first\nsecond"),
        ("first\n...\nlast", "first\nsecond"),
    ],
)
def test_something_else_is_not_as_shown(shown: str, printed: str) -> None:
    assert not is_as_shown(shown, printed)


def test_what_serves_may_print_more() -> None:
    assert is_as_shown("Starting", "Starting\nINFO: ready", goes_on=True)
    assert not is_as_shown("Started", "Starting\nINFO: ready", goes_on=True)
