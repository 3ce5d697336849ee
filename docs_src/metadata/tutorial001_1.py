from etude import Etude

app = Etude(
    title="Harbour Books",
    summary="What is on our shelves, for programs.",
    version="0.3.0",
    license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
)


@app.get("/items/")
async def read_items():
    return [{"name": "Night Train to the Coast"}]
