import time

from etude import Etude
from starlette.datastructures import MutableHeaders


class ProcessTime:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()

        async def send_with_time(message):
            if message["type"] == "http.response.start":
                seconds = time.perf_counter() - start
                MutableHeaders(scope=message)["X-Process-Time"] = f"{seconds:.6f}"
            await send(message)

        await self.app(scope, receive, send_with_time)


app = Etude()
app.add_middleware(ProcessTime)


@app.get("/")
async def read_root():
    return {"message": "Timed"}


@app.get("/numbers")
async def stream_numbers():
    for number in range(3):
        yield number
