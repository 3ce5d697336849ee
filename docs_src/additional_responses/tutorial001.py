from etude import Etude
from etude.responses import JSONResponse
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    id: str
    value: str


class Message(BaseModel):
    message: str


@app.get("/items/{item_id}", response_model=Item, responses={404: {"model": Message}})
async def read_item(item_id: str):
    if item_id != "lamp":
        return JSONResponse({"message": "Item not found"}, status_code=404)
    return {"id": "lamp", "value": "A lamp with a linen shade"}
