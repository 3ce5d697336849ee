from typing import Annotated

from etude import Depends, Etude, Request

app = Etude()


async def load_account(request: Request) -> str:
    request.state.lookups = getattr(request.state, "lookups", 0) + 1
    return "account 204"


async def read_limit(account: Annotated[str, Depends(load_account)]) -> int:
    return 500


async def read_limit_afresh(
    account: Annotated[str, Depends(load_account, use_cache=False)],
) -> int:
    return 500


@app.get("/cached")
async def read_cached(
    request: Request,
    account: Annotated[str, Depends(load_account)],
    limit: Annotated[int, Depends(read_limit)],
):
    return {"account": account, "limit": limit, "lookups": request.state.lookups}


@app.get("/uncached")
async def read_uncached(
    request: Request,
    account: Annotated[str, Depends(load_account, use_cache=False)],
    limit: Annotated[int, Depends(read_limit_afresh)],
):
    return {"account": account, "limit": limit, "lookups": request.state.lookups}
