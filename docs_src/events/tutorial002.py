from etude import Etude

app = Etude()


@app.on_event("shutdown")
def write_last_line():
    with open("log.txt", mode="a", encoding="utf-8") as log:
        log.write("Application shutdown\n")


@app.get("/items/")
async def read_items():
    return [{"name": "Desk lamp"}]
