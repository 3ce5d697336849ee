from typing import List, Optional

from etude import Etude, Header
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(x_token: Annotated[Optional[List[str]], Header()] = None):
    return {"X-Token values": x_token}
