"""Limits on how often a client may ask, by decorators and by middleware."""

from fastapi import FastAPI, Request, Response
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address

from asking import ask

limiter = Limiter(key_func=get_remote_address, default_limits=["3/minute"], headers_enabled=True)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(SlowAPIMiddleware)


@app.get("/items")
@limiter.limit("2/minute")
async def read_items(request: Request, response: Response):
    return ["lamp"]


@app.get("/shops")
def read_shops():
    return ["corner shop"]


@app.get("/status")
@limiter.exempt
async def read_status():
    return "open"


def answers():
    return ask(app, *["GET /items"] * 3, *["GET /shops"] * 4, *["GET /status"] * 4, "GET /none")
