import asyncio
import time

from etude import Etude

app = Etude()


def weigh():
    time.sleep(0.2)
    return 71.5


async def weigh_asynchronously():
    await asyncio.sleep(0.2)
    return 71.5


@app.get("/blocking")
async def read_blocking():
    return {"kilograms": weigh()}


@app.get("/threaded")
def read_threaded():
    return {"kilograms": weigh()}


@app.get("/awaited")
async def read_awaited():
    return {"kilograms": await weigh_asynchronously()}
