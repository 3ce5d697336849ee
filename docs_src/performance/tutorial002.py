from threading import current_thread

from etude import Etude

app = Etude()


@app.get("/sync")
def read_sync():
    return {"thread": current_thread().name}


@app.get("/async")
async def read_async():
    return {"thread": current_thread().name}
