from contextlib import AsyncExitStack
from typing import Annotated, NamedTuple

from etude import Depends, Etude

app = Etude()


class Connection:
    def __init__(self, name: str):
        self.name = name

    async def __aenter__(self):
        print(f"{self.name} opened")
        return self

    async def __aexit__(self, kind, error, traceback):
        print(f"{self.name} closed")


class Pair(NamedTuple):
    stock: Connection
    prices: Connection


async def open_pair():
    async with AsyncExitStack() as stack:
        stock = await stack.enter_async_context(Connection("stock"))
        prices = await stack.enter_async_context(Connection("prices"))
        yield Pair(stock, prices)


@app.get("/pair")
async def read_pair(pair: Annotated[Pair, Depends(open_pair)]):
    return {"open": [pair.stock.name, pair.prices.name]}
