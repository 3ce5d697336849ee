"""Dependencies solved and closed outside a request, with `injectable` and `get_injected_obj`."""

import asyncio
from typing import Annotated

from fastapi import Depends
from fastapi_injectable import cleanup_all_exit_stacks, get_injected_obj, injectable

EVENTS = []


def get_name():
    return "lamp"


async def get_stock(name: Annotated[str, Depends(get_name)]):
    EVENTS.append("open")
    yield {"name": name}
    EVENTS.append("closed")


@injectable
async def count(stock: Annotated[dict, Depends(get_stock)], add: int = 0):
    return len(stock["name"]) + add


async def use():
    found = [await count(), await count(add=2)]
    await cleanup_all_exit_stacks()
    return found


def answers():
    return [asyncio.run(use()), get_injected_obj(get_name), EVENTS]
