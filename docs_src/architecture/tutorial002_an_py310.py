import inspect
from typing import Annotated

from etude import Etude, Path, Query

app = Etude()


@app.get("/explain/{item_id}")
async def explain_item(
    item_id: Annotated[int, Path(ge=1)],
    q: Annotated[str | None, Query(max_length=8)] = None,
):
    operation = app.openapi()["paths"]["/explain/{item_id}"]["get"]
    return {
        "called_with": {"item_id": item_id, "q": q},
        "signature": list(inspect.signature(explain_item).parameters),
        "schema": [parameter["schema"] for parameter in operation["parameters"]],
    }
