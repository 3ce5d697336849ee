from etude import Depends, Etude, HTTPException

app = Etude()


async def get_price(item_id: str):
    yield 35.5
    if item_id == "lamp":
        raise HTTPException(status_code=409, detail="The price has changed")


async def get_views(item_id: str):
    yield 7
    if item_id == "chair":
        raise HTTPException(status_code=503, detail="The view was not counted")


@app.get("/items/{item_id}")
async def read_item(
    price: float = Depends(get_price, scope="function"),
    views: int = Depends(get_views),
):
    return {"price": price, "views": views}
