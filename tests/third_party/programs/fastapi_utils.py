"""Class-based views with `cbv`, `InferringRouter`'s return types, and `repeat_every` in a lifespan."""

import asyncio

from fastapi import APIRouter, Depends, FastAPI
from fastapi_utils.cbv import cbv
from fastapi_utils.tasks import repeat_every

from asking import ask, parameters

router = APIRouter()
TICKS = []


def get_shop() -> str:
    return "corner shop"


@cbv(router)
class Items:
    shop: str = Depends(get_shop)

    @router.get("/items/{item_id}")
    def read_item(self, item_id: int, short: bool = False):
        return {"id": item_id, "shop": self.shop, "short": short}

    @router.post("/items")
    async def create_item(self, names: list[str]) -> int:
        return len(names)


app = FastAPI()
app.include_router(router)


@repeat_every(seconds=0.01, max_repetitions=2)
async def tick():
    TICKS.append(1)


async def wait():
    await tick()
    await asyncio.sleep(0.2)


def answers():
    asked = ask(app, "GET /items/1?short=1", "GET /items/x", ("POST /items", {"json": ["a", "b"]}))
    asyncio.run(wait())
    return [asked, parameters(app), len(TICKS)]
