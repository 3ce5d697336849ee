from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from etude import Etude, Request
from typing_extensions import TypedDict


class AppState(TypedDict):
    prices: dict[str, float]


@asynccontextmanager
async def lifespan(app: Etude) -> AsyncIterator[AppState]:
    yield {"prices": {"lamp": 39.0, "chair": 85.5}}


app = Etude(lifespan=lifespan)


@app.get("/prices/{name}")
async def read_price(name: str, request: Request[AppState]):
    prices = request.state["prices"]
    return {"name": name, "price": prices.get(name)}
