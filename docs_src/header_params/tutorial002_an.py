from typing import Optional

from etude import Etude, Header
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(
    strange_header: Annotated[Optional[str], Header(convert_underscores=False)] = None,
):
    return {"strange_header": strange_header}
