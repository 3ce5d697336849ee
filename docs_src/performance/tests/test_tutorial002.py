import asyncio

import httpx


async def ask(app, path):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.example") as client:
        return (await client.get(path)).json()


def test_def_runs_in_a_thread_of_the_pool(app):
    assert asyncio.run(ask(app, "/sync")) == {"thread": "AnyIO worker thread"}


def test_async_def_runs_in_the_thread_of_the_event_loop(app):
    assert asyncio.run(ask(app, "/async")) == {"thread": "MainThread"}
