import os
from asyncio import Queue
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import create_task_group
from etude import Depends, Etude, WebSocket
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from typing_extensions import Protocol


class Backend(Protocol):
    async def publish(self, room: str, text: str) -> None: ...

    def subscribe(
        self, room: str
    ) -> "AbstractAsyncContextManager[AsyncIterator[str]]": ...

    async def close(self) -> None: ...


class MemoryBackend:
    def __init__(self):
        self.rooms: defaultdict[str, set[Queue]] = defaultdict(set)

    async def publish(self, room: str, text: str) -> None:
        for queue in self.rooms[room]:
            queue.put_nowait(text)

    @asynccontextmanager
    async def subscribe(self, room: str) -> AsyncIterator[AsyncIterator[str]]:
        queue: Queue = Queue()
        self.rooms[room].add(queue)
        try:
            yield self.read(queue)
        finally:
            self.rooms[room].remove(queue)

    async def read(self, queue: Queue) -> AsyncIterator[str]:
        while True:
            yield await queue.get()

    async def close(self) -> None:
        pass


class RedisBackend:
    def __init__(self, url: str):
        self.redis = Redis.from_url(url, decode_responses=True)

    async def publish(self, room: str, text: str) -> None:
        await self.redis.publish(f"chat:{room}", text)

    @asynccontextmanager
    async def subscribe(self, room: str) -> AsyncIterator[AsyncIterator[str]]:
        async with self.redis.pubsub() as subscription:
            await subscription.subscribe(f"chat:{room}")
            await subscription.get_message(timeout=None)
            yield self.read(subscription)

    async def read(self, subscription: PubSub) -> AsyncIterator[str]:
        async for message in subscription.listen():
            yield message["data"]

    async def close(self) -> None:
        await self.redis.aclose()


def make_backend() -> Backend:
    url = os.environ.get("REDIS_URL")
    return RedisBackend(url) if url else MemoryBackend()


@asynccontextmanager
async def lifespan(app: Etude):
    app.state.backend = make_backend()
    yield
    await app.state.backend.close()


app = Etude(lifespan=lifespan)


def get_backend(websocket: WebSocket):
    return websocket.app.state.backend


async def forward(messages: AsyncIterator[str], websocket: WebSocket):
    async for text in messages:
        await websocket.send_text(text)


@app.websocket("/ws/{room}")
async def chat(
    websocket: WebSocket, room: str, backend: Backend = Depends(get_backend)
):
    async with backend.subscribe(room) as messages:
        await websocket.accept()
        async with create_task_group() as tasks:
            tasks.start_soon(forward, messages, websocket)
            async for text in websocket.iter_text():
                await backend.publish(room, text)
            tasks.cancel_scope.cancel()
