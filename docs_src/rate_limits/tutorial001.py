from etude import Etude, Request
from etude.responses import JSONResponse
from slowapi import Limiter
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)

app = Etude()
app.state.limiter = limiter


@app.exception_handler(RateLimitExceeded)
async def tell_the_limit(request: Request, error: RateLimitExceeded):
    return JSONResponse(
        {"detail": f"No more than {error.detail}"},
        status_code=429,
        headers={"Retry-After": "60"},
    )


@app.get("/quotes/{symbol}", responses={429: {"description": "Too many requests"}})
@limiter.limit("3/minute")
async def read_quote(request: Request, symbol: str):
    return {"symbol": symbol, "price": 101.5}


@app.get("/symbols/")
async def read_symbols():
    return ["ACME", "ORCH"]
