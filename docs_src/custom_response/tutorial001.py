from etude import Etude
from etude.responses import UJSONResponse

app = Etude()


@app.get("/items/", response_class=UJSONResponse)
async def read_items():
    return [{"item_id": "lamp"}]
