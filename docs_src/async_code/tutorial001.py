import anyio
from etude import Etude

app = Etude()


async def read_from_slow_service():
    await anyio.sleep(0.01)
    return ["shirts", "towels", "socks"]


@app.get("/")
async def read_loads():
    return await read_from_slow_service()
