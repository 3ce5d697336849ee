"""Answers kept in memory with `@cache`, keys by arguments, `Cache-Control` and `ETag`."""

from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from fastapi_cache import FastAPICache
from fastapi_cache.backends.inmemory import InMemoryBackend
from fastapi_cache.decorator import cache
from pydantic import BaseModel

from asking import ask, parameters

CALLS = []


@asynccontextmanager
async def lifespan(_):
    FastAPICache.init(InMemoryBackend(), prefix="shop")
    yield
    FastAPICache.reset()


app = FastAPI(lifespan=lifespan)


class Item(BaseModel):
    name: str


def get_shop():
    return "shop"


@app.get("/items/{name}")
@cache(expire=60)
async def read_item(name: str, request: Request, shop: str = Depends(get_shop)) -> Item:
    CALLS.append((name, request.url.path, shop))
    return Item(name=name)


def answers():
    found = ask(app, "GET /items/lamp", "GET /items/lamp", "GET /items/desk")
    with TestClient(app) as client:
        first, second = client.get("/items/lamp"), client.get("/items/lamp")
        headers = {"if-none-match": first.headers["etag"]}
        third = client.get("/items/lamp", headers=headers)
    states = [each.headers.get("x-fastapi-cache") for each in (first, second, third)]
    return [found, CALLS, states, third.status_code, parameters(app)]
