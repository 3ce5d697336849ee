import httpx
import pytest
from asgi_lifespan import LifespanManager

from .main import app


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
async def client(anyio_backend):
    async with LifespanManager(app) as manager:
        transport = httpx.ASGITransport(app=manager.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://test"
        ) as client:
            yield client


@pytest.mark.anyio
async def test_the_fruits_come_from_the_lifespan(client):
    response = await client.get("/")
    assert response.status_code == 200
    assert response.json() == {"fruits": ["tomato", "pear"]}
