from etude import Etude

app = Etude()


@app.get("/")
async def read_root():
    return {"message": "Hello from a locked image"}
