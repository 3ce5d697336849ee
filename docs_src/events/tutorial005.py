from contextlib import asynccontextmanager

from etude import Etude, Request


@asynccontextmanager
async def open_shop(app: Etude):
    yield {"currency": "EUR", "opened_by": "shop"}


@asynccontextmanager
async def open_stock(app: Etude):
    yield {"stock": {"lamp": 3, "chair": 0}, "opened_by": "stock"}


stock = Etude(lifespan=open_stock)


@stock.get("/{name}")
async def read_stock(name: str, request: Request):
    state = request.state
    return {"left": state.stock.get(name), "opened_by": state.opened_by}


app = Etude(lifespan=open_shop)
app.mount("/stock", stock)


@app.get("/")
async def read_root(request: Request):
    state = request.state
    return {"currency": state.currency, "opened_by": state.opened_by}
