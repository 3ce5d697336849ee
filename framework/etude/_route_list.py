"""A list of routes that tells its router when somebody changes it."""

from __future__ import annotations

import functools
from typing import Any, Callable, Iterable, List, Sequence

from starlette.routing import BaseRoute


class RouteList(List[BaseRoute]):
    """The routes of a router, as a list that may be changed like any other."""

    def __init__(self, adopt: Callable[[Sequence[BaseRoute]], None]) -> None:
        super().__init__()
        self._adopt = adopt

    def show(self, routes: Iterable[BaseRoute]) -> None:
        """Hold other routes, without telling the router, which knows."""
        list.__setitem__(self, slice(None), routes)


def _telling(name: str) -> Callable[..., Any]:
    method = getattr(list, name)

    @functools.wraps(method)
    def change(self: RouteList, *arguments: Any, **keywords: Any) -> Any:
        result = method(self, *arguments, **keywords)
        self._adopt(self)
        return result

    return change


for _name in (
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
    *("__setitem__", "__delitem__", "__iadd__"),
):
    setattr(RouteList, _name, _telling(_name))
