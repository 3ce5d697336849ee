import os
from contextlib import asynccontextmanager
from typing import Annotated

from etude import Depends, Etude, Request
from redis.asyncio import Redis
from typing_extensions import Protocol


class Counter(Protocol):
    async def add_one(self) -> int: ...

    async def close(self) -> None: ...


class MemoryCounter:
    def __init__(self):
        self.visits = 0

    async def add_one(self) -> int:
        self.visits += 1
        return self.visits

    async def close(self) -> None:
        pass


class RedisCounter:
    def __init__(self, url: str):
        self.redis = Redis.from_url(url)

    async def add_one(self) -> int:
        return int(await self.redis.incr("visits"))

    async def close(self) -> None:
        await self.redis.aclose()


def make_counter() -> Counter:
    url = os.environ.get("REDIS_URL")
    return RedisCounter(url) if url else MemoryCounter()


@asynccontextmanager
async def lifespan(app: Etude):
    app.state.counter = make_counter()
    yield
    await app.state.counter.close()


app = Etude(lifespan=lifespan)


def get_counter(request: Request):
    return request.app.state.counter


@app.post("/visits")
async def add_visit(counter: Annotated[Counter, Depends(get_counter)]):
    return {"visits": await counter.add_one()}
