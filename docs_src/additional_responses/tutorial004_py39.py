from typing import Any, Optional, Union

from etude import Etude
from etude.responses import FileResponse
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    id: str
    value: str


responses: dict[Union[int, str], dict[str, Any]] = {
    404: {"description": "There is no such item"},
    302: {"description": "The item has moved"},
    403: {"description": "The item belongs to somebody else"},
}


@app.get(
    "/items/{item_id}",
    response_model=Item,
    responses={**responses, 200: {"content": {"image/png": {}}}},
)
async def read_item(item_id: str, img: Optional[bool] = None):
    if img:
        return FileResponse("lamp.png", media_type="image/png")
    return {"id": item_id, "value": "A lamp with a linen shade"}
