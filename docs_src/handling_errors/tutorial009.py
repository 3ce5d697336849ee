from etude import Etude, Request
from etude.responses import JSONResponse


class OutOfStock(Exception):
    def __init__(self, item_id: str):
        self.item_id = item_id


async def answer_out_of_stock(request: Request, error: OutOfStock):
    return JSONResponse({"message": f"No {error.item_id} left"}, status_code=409)


app = Etude(exception_handlers={OutOfStock: answer_out_of_stock})


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    if item_id == "lamp":
        raise OutOfStock(item_id)
    return {"item_id": item_id}
