from contextlib import asynccontextmanager

from etude import Etude, Request


class Client:
    def __init__(self, base_url: str):
        self.base_url = base_url
        self.is_open = True

    async def close(self):
        self.is_open = False


@asynccontextmanager
async def lifespan(app: Etude):
    client = Client(base_url="https://rates.example")
    try:
        yield {"client": client}
    finally:
        await client.close()


app = Etude(lifespan=lifespan)


@app.get("/client")
async def read_client(request: Request):
    client = request.state.client
    return {"base_url": client.base_url, "is_open": client.is_open}
