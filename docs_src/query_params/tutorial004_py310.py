from etude import Etude

app = Etude()


@app.get("/users/{user_id}/items/{item_id}")
async def read_user_item(
    user_id: int, item_id: str, q: str | None = None, short: bool = False
):
    item = {"item_id": item_id, "owner_id": user_id}
    if q is not None:
        item["q"] = q
    if not short:
        item["description"] = "Oak, two drawers, made to order in about three weeks"
    return item
