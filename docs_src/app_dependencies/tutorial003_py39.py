import asyncio
from collections.abc import AsyncIterator

from etude import Depends, Etude


class Database:
    def __init__(self):
        self.orders: list[str] = ["lamp", "chair"]

    async def close(self):
        self.orders = []


async def get_database() -> AsyncIterator[Database]:
    database = Database()
    yield database
    await database.close()


class Orders:
    def __init__(self, database: Database = Depends(get_database, scope="app")):
        self.database = database

    def names(self) -> list[str]:
        return sorted(self.database.orders)


app = Etude()


@app.get("/orders/")
async def read_orders(orders: Orders = Depends()):
    return orders.names()


async def export():
    async with app.resolve(Orders) as orders:
        print(", ".join(orders.names()))


if __name__ == "__main__":
    asyncio.run(export())
