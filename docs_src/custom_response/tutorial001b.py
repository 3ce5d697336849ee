from etude import Etude
from etude.responses import ORJSONResponse

app = Etude()


@app.get("/items/", response_class=ORJSONResponse)
async def read_items():
    return ORJSONResponse([{"item_id": "lamp"}])
