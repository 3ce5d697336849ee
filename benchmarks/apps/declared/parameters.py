"""W2 and W9: one path parameter, three constrained query parameters."""

from typing import Dict

from typing_extensions import Annotated

from benchmarks.apps.declared.framework import Application, Path, Query

app = Application()


@app.get("/items/{item_id}", response_model=None)
async def read_item(
    item_id: Annotated[int, Path(ge=1)],
    limit: Annotated[int, Query(ge=1, le=100)],
    name: Annotated[str, Query(min_length=2, max_length=40, pattern="^[a-z-]+$")],
    discount: Annotated[float, Query(ge=0, lt=1)] = 0.0,
) -> Dict[str, object]:
    """Return what was asked for."""
    return {"item_id": item_id, "limit": limit, "name": name, "discount": discount}
