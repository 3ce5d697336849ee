import inspect

from etude import Etude, Path, Query

app = Etude()


@app.get("/explain/{item_id}")
async def explain_item(
    item_id: int = Path(ge=1),
    q: str | None = Query(default=None, max_length=8),
):
    operation = app.openapi()["paths"]["/explain/{item_id}"]["get"]
    return {
        "called_with": {"item_id": item_id, "q": q},
        "signature": list(inspect.signature(explain_item).parameters),
        "schema": [parameter["schema"] for parameter in operation["parameters"]],
    }
