from etude import Etude

app = Etude(forbid_extra_query=True)


@app.get("/items/")
async def read_items(limit: int = 10):
    return {"limit": limit}


@app.get("/landing/", forbid_extra_query=False)
async def read_landing():
    return {"message": "Welcome"}
