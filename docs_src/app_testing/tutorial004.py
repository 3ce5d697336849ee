from contextlib import asynccontextmanager

from etude import Etude, HTTPException
from etude.testclient import TestClient

items: dict = {}


@asynccontextmanager
async def lifespan(app: Etude):
    items["lamp"] = {"name": "Desk lamp"}
    items["chair"] = {"name": "Folding chair"}
    yield
    items.clear()


app = Etude(lifespan=lifespan)


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]


def test_items_are_there_from_start_to_stop():
    assert items == {}

    with TestClient(app) as client:
        assert set(items) == {"lamp", "chair"}

        response = client.get("/items/lamp")
        assert response.status_code == 200
        assert response.json() == {"name": "Desk lamp"}

    assert items == {}
