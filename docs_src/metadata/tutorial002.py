from etude import Etude

app = Etude(openapi_url="/api/v1/openapi.json")


@app.get("/items/")
async def read_items():
    return [{"name": "Night Train to the Coast"}]
