import asyncio
import fcntl
import os
from contextlib import asynccontextmanager
from datetime import datetime, timezone
from pathlib import Path

from etude import Etude
from etude.concurrency import run_in_threadpool

INTERVAL_SECONDS = 3600
LOCK = Path("clean-up.lock")
LAST_RUN = Path("clean-up.txt")


def clean_up():
    LAST_RUN.write_text(f"{datetime.now(timezone.utc).isoformat()} {os.getpid()}")


async def clean_up_for_ever():
    with LOCK.open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                await run_in_threadpool(clean_up)
            except BlockingIOError:
                pass
            await asyncio.sleep(INTERVAL_SECONDS)


@asynccontextmanager
async def lifespan(app: Etude):
    task = asyncio.create_task(clean_up_for_ever())
    yield
    task.cancel()


app = Etude(lifespan=lifespan)


@app.get("/last-run")
def read_last_run():
    if not LAST_RUN.exists():
        return {"time": None}
    time, pid = LAST_RUN.read_text().split()
    return {"time": time, "pid": int(pid)}
