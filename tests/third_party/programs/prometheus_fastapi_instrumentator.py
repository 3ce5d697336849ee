"""`/metrics` with the path templates of routers, counted and grouped."""

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from prometheus_fastapi_instrumentator import Instrumentator

from asking import ask

app = FastAPI()
router = APIRouter(prefix="/shop")


@router.get("/items/{item_id}")
def read_item(item_id: int):
    return item_id


app.include_router(router)
Instrumentator().instrument(app).expose(app)


def answers():
    asked = ask(app, "GET /shop/items/1", "GET /shop/items/2", "GET /shop/items/x", "GET /none")
    with TestClient(app) as client:
        lines = client.get("/metrics").text.splitlines()
    counted = [line for line in lines if line.startswith("http_requests_total")]
    return [asked, sorted(counted)]
