from etude import Etude
from etude.problems import Problem


class ItemNotFound(Problem):
    """No item has this id."""

    type = "https://shop.example.com/problems/item-not-found"
    title = "Item not found"
    status = 404
    item_id: str


app = Etude(problem_details=True, document_errors=True)

items = {"lamp": "A lamp of brass", "desk": "A desk of oak"}


@app.get("/items/{item_id}", raises=[ItemNotFound])
async def read_item(item_id: str):
    if item_id not in items:
        raise ItemNotFound(item_id=item_id)
    return {"item_id": item_id, "name": items[item_id]}
