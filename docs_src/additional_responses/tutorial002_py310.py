from etude import Etude
from etude.responses import FileResponse
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    id: str
    value: str


@app.get(
    "/items/{item_id}",
    response_model=Item,
    responses={
        200: {
            "content": {"image/png": {}},
            "description": "The item, as JSON or as a picture",
        }
    },
)
async def read_item(item_id: str, img: bool | None = None):
    if img:
        return FileResponse("lamp.png", media_type="image/png")
    return {"id": item_id, "value": "A lamp with a linen shade"}
