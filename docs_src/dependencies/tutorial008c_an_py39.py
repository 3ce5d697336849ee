from typing import Annotated

from etude import Depends, Etude, HTTPException

app = Etude()


class InternalError(Exception):
    pass


def get_username():
    try:
        yield "Rick"
    except InternalError:
        print("An internal error")


@app.get("/items/{item_id}")
async def read_item(item_id: str, username: Annotated[str, Depends(get_username)]):
    if item_id == "broken-lamp":
        raise InternalError(f"{username} found {item_id}")
    if item_id != "lamp":
        raise HTTPException(status_code=404, detail="Item not found")
    return item_id
