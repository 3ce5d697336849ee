from collections.abc import AsyncIterator

from etude import Depends, Etude


class Catalogue:
    def __init__(self):
        self.prices: dict[str, float] = {}

    async def load(self):
        self.prices = {"lamp": 39.0, "chair": 85.5}

    async def close(self):
        self.prices.clear()


async def get_catalogue() -> AsyncIterator[Catalogue]:
    catalogue = Catalogue()
    await catalogue.load()
    yield catalogue
    await catalogue.close()


app = Etude()


@app.get("/prices/{name}")
async def read_price(
    name: str, catalogue: Catalogue = Depends(get_catalogue, scope="app")
):
    return {"name": name, "price": catalogue.prices.get(name)}
