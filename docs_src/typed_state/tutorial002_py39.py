from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from etude import Etude, Request, WebSocket
from etude.datastructures import State


class AppState(State):
    prices: dict[str, float]


@asynccontextmanager
async def lifespan(app: Etude) -> AsyncIterator[dict[str, Any]]:
    yield {"prices": {"lamp": 39.0, "chair": 85.5}}


app = Etude(lifespan=lifespan)


@app.get("/prices/{name}")
async def read_price(name: str, request: Request[AppState]):
    return {"name": name, "price": request.state.prices.get(name)}


@app.websocket("/prices")
async def talk_about_prices(websocket: WebSocket[AppState]):
    await websocket.accept()
    async for name in websocket.iter_text():
        await websocket.send_json(websocket.state.prices.get(name))
