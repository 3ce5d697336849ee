import inspect
from typing import Optional

from etude import Etude, Path, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/explain/{item_id}")
async def explain_item(
    item_id: Annotated[int, Path(ge=1)],
    q: Annotated[Optional[str], Query(max_length=8)] = None,
):
    operation = app.openapi()["paths"]["/explain/{item_id}"]["get"]
    return {
        "called_with": {"item_id": item_id, "q": q},
        "signature": list(inspect.signature(explain_item).parameters),
        "schema": [parameter["schema"] for parameter in operation["parameters"]],
    }
