import asyncio

import httpx
import pytest


@pytest.fixture
def printed_before_sending(capsys):
    """Call an application, and return what it printed before the first part of its answer."""

    def call(app, path):
        printed = []

        async def watch(scope, receive, send):
            async def send_and_note(message):
                if message["type"] == "http.response.start":
                    printed.append(capsys.readouterr().out)
                await send(message)

            await app(scope, receive, send_and_note)

        async def get():
            transport = httpx.ASGITransport(app=watch)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                await client.get(path)

        asyncio.run(get())
        return "".join(printed)

    return call
