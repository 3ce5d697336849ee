import asyncio
import os
import signal
import threading
from contextlib import asynccontextmanager

from etude import Etude, HTTPException

DRAIN_SECONDS = float(os.environ.get("DRAIN_SECONDS", "5"))


@asynccontextmanager
async def lifespan(app: Etude):
    app.state.is_stopping = False
    if threading.current_thread() is threading.main_thread():
        stop_later(app, asyncio.get_running_loop())
    yield


def stop_later(app, loop):
    stop_server = signal.getsignal(signal.SIGTERM)

    def begin_to_stop(number, frame):
        app.state.is_stopping = True
        loop.call_soon_threadsafe(
            loop.call_later, DRAIN_SECONDS, stop_server, number, None
        )

    signal.signal(signal.SIGTERM, begin_to_stop)


app = Etude(lifespan=lifespan)


@app.get("/readyz")
async def is_ready():
    if app.state.is_stopping:
        raise HTTPException(status_code=503, detail="Stopping")
    return {"status": "ready"}


@app.get("/work")
async def work(seconds: float = 0.1):
    if app.state.is_stopping:
        raise HTTPException(
            status_code=503, detail="Ask another process", headers={"Retry-After": "1"}
        )
    await asyncio.sleep(seconds)
    return {"status": "done"}
