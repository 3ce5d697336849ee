import anyio
from etude import Etude

app = Etude()


async def get_burgers(number: int):
    await anyio.sleep(0.01)
    return [f"burger {place}" for place in range(1, number + 1)]


@app.get("/burgers")
async def read_burgers():
    burgers = await get_burgers(2)
    return burgers
