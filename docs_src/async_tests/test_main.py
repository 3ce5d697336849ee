import httpx
import pytest

from .main import app


@pytest.mark.anyio
async def test_the_root_names_a_fruit():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/")
    assert response.status_code == 200
    assert response.json() == {"message": "Tomato"}
