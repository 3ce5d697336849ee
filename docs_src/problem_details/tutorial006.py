from etude import Etude, HTTPException

app = Etude(problem_details="accept")

items = {"lamp": "A lamp of brass", "desk": "A desk of oak"}


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail=f"There is no item {item_id}.")
    return {"item_id": item_id, "name": items[item_id]}
