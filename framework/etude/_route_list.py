"""A list that tells its owner when somebody changes it."""

from __future__ import annotations

import functools
from typing import Any, Callable, Iterable, List, Sequence, TypeVar

_Item = TypeVar("_Item")


class TellingList(List[_Item]):
    """Items of an owner, as a list that may be changed like any other."""

    def __init__(self, adopt: Callable[[Sequence[_Item]], None]) -> None:
        super().__init__()
        self._adopt = adopt

    def show(self, routes: Iterable[_Item]) -> None:
        """Hold other items, without telling the owner, which knows."""
        list.__setitem__(self, slice(None), routes)


def _telling(name: str) -> Callable[..., Any]:
    method = getattr(list, name)

    @functools.wraps(method)
    def change(self: TellingList[Any], *arguments: Any, **keywords: Any) -> Any:
        result = method(self, *arguments, **keywords)
        self._adopt(self)
        return result

    return change


for _name in (
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
    *("__setitem__", "__delitem__", "__iadd__"),
):
    setattr(TellingList, _name, _telling(_name))
