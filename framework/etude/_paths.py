"""Paths with names of parameters in braces."""

from __future__ import annotations

import functools
import re
from typing import Any

from starlette.convertors import CONVERTOR_TYPES, Convertor
from starlette.routing import compile_path

PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}")


def read_path(path: str) -> tuple[str, dict[str, Convertor[Any]]]:
    """Return a path without its convertors, and the convertor of each parameter.

    Raises ValueError for a name that stands twice, and AssertionError for an unknown convertor.
    """
    if "{" not in path:
        return path, {}
    convertors: dict[str, Convertor[Any]] = {}
    for name, convertor in PARAMETER.findall(path):
        kind = convertor or "str"
        if name in convertors or kind not in CONVERTOR_TYPES:
            compile_path(path)  # raises, and says what is wrong
        convertors[name] = CONVERTOR_TYPES[kind]
    return PARAMETER.sub(r"{\1}", path), convertors


@functools.lru_cache(maxsize=4096)
def pattern_of(path: str) -> re.Pattern[str]:
    """Return the regular expression that a path stands for."""
    return compile_path(path)[0]
