from etude import Depends, Etude, HTTPException
from typing_extensions import Annotated

app = Etude()

ITEMS = {
    "lamp": {"description": "With a linen shade", "owner": "Mona"},
    "chair": {"description": "Oak, with arms", "owner": "Rick"},
}


class OwnerError(Exception):
    pass


def get_username():
    try:
        yield "Rick"
    except OwnerError as error:
        raise HTTPException(status_code=400, detail=f"Owner error: {error}")


@app.get("/items/{item_id}")
async def read_item(item_id: str, username: Annotated[str, Depends(get_username)]):
    if item_id not in ITEMS:
        raise HTTPException(status_code=404, detail="Item not found")
    item = ITEMS[item_id]
    if item["owner"] != username:
        raise OwnerError(username)
    return item
