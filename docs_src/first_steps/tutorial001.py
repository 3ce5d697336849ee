from etude import Etude

app = Etude()


@app.get("/")
async def root():
    return {"message": "Hello World"}
