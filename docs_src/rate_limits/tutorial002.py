import math
import time

from etude import APIRouter, Depends, Etude, Header, HTTPException
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

limiter = MovingWindowRateLimiter(MemoryStorage())
three_a_minute = parse("3/minute")


async def limit_by_key(x_api_key: str = Header()):
    if not await limiter.hit(three_a_minute, "searches", x_api_key):
        window = await limiter.get_window_stats(three_a_minute, "searches", x_api_key)
        seconds = max(math.ceil(window.reset_time - time.time()), 1)
        raise HTTPException(
            status_code=429,
            detail="No more than 3 searches a minute",
            headers={"Retry-After": str(seconds)},
        )


searches = APIRouter(prefix="/searches", dependencies=[Depends(limit_by_key)])


@searches.get("/", responses={429: {"description": "Too many requests"}})
async def search(q: str):
    return {"q": q, "found": 2}


app = Etude()
app.include_router(searches)
