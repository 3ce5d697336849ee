import httpx
import pytest


def test_the_state_of_the_lifespan_reaches_the_operation(client):
    assert client.get("/").json() == {"fruits": ["tomato", "pear"]}


@pytest.mark.anyio
async def test_without_a_lifespan_manager_the_state_is_missing(app):
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        with pytest.raises(AttributeError, match="fruits"):
            await client.get("/")
