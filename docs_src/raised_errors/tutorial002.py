from etude import Etude, HTTPException, Request
from etude.responses import HTMLResponse, Response


class ItemNotFound(HTTPException):
    """No item has this id."""

    status_code = 404

    def __init__(self, item_id: str) -> None:
        super().__init__(404, f"There is no item {item_id}.")


class ShopClosed(Exception):
    """The shop is closed for stocktaking."""

    status_code = 503

    def to_response(self, request: Request) -> Response:
        page = "<h1>Closed</h1><p>We count our stock. Come back tomorrow.</p>"
        return HTMLResponse(page, status_code=503, headers={"Retry-After": "86400"})


app = Etude(raises=[ShopClosed])

items = {"lamp": "A lamp of brass", "desk": "A desk of oak"}
closed = {"desk"}


@app.get("/items/{item_id}", raises=[ItemNotFound])
async def read_item(item_id: str):
    if item_id not in items:
        raise ItemNotFound(item_id)
    if item_id in closed:
        raise ShopClosed
    return {"item_id": item_id, "name": items[item_id]}
