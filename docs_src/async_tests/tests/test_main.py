import httpx
import pytest


@pytest.mark.anyio
async def test_an_async_client_calls_the_app(app):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/")
        missing = await client.get("/nowhere")

    assert response.json() == {"message": "Tomato"}
    assert missing.status_code == 404
