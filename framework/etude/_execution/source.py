"""Functions that are written for one operation, where going from row to row would cost more."""

from __future__ import annotations

import functools
import linecache
from keyword import iskeyword
from types import CodeType
from typing import Any, Callable


class Source:
    """The source of a function while it is written: its lines, and the values that they name.

    No name in the lines has digits at its end but those that `name` returns, and those behind an
    underscore.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._values: dict[str, Any] = {}

    def name(self, value: object, kind: str) -> str:
        """Return a name for a value that is there already."""
        name = f"{kind}{len(self._values)}"
        self._values[name] = value
        return name

    def add(self, *lines: str) -> None:
        """Add lines to the body of the function."""
        self._lines += lines

    def function(self, head: str) -> Callable[..., Any]:
        """Return the function; the head has its name, `written`, and its parameters."""
        text = "".join(
            f"{line}\n" for line in [f"{head}:", *(f"    {line}" for line in self._lines)]
        )
        names = {**self._values, "__name__": __name__}
        exec(_compiled(text), names)
        function: Callable[..., Any] = names.pop("written")
        return function


@functools.lru_cache(maxsize=1024)
def _compiled(text: str) -> CodeType:
    """Compile a text once for all operations of the same form, and let tracebacks show its lines."""
    file = f"<etude {hash(text):x}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    return compile(text, file, "exec", dont_inherit=True)


def expression_of(function: str, arguments: dict[str, str]) -> str:
    """Return the call of a function with arguments by name, all as they stand in the source."""
    if all(name.isascii() and name.isidentifier() and not iskeyword(name) for name in arguments):
        given = ", ".join(f"{name}={value}" for name, value in arguments.items())
    else:
        items = ", ".join(f"{name!r}: {value}" for name, value in arguments.items())
        given = f"**{{{items}}}"
    return f"{function}({given})"
