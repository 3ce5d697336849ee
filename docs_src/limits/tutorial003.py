import asyncio
import math

from etude import APIRouter, Etude
from pydantic import BaseModel

app = Etude(body_timeout=10)
router = APIRouter(prefix="/reports", answer_timeout=0.5)


class Order(BaseModel):
    title: str
    pages: int = 1


@router.post("/")
async def write_report(order: Order):
    await asyncio.sleep(order.pages / 10)
    return {"written": order.title}


@router.post("/long", answer_timeout=math.inf)
async def write_long_report(order: Order):
    await asyncio.sleep(order.pages / 10)
    return {"written": order.title}


app.include_router(router)
