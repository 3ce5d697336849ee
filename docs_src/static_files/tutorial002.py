from etude import Etude
from etude.staticfiles import StaticFiles

app = Etude()


@app.get("/hours")
async def read_hours():
    return {"monday": "9 to 17"}


app.mount("/", StaticFiles(directory="site", html=True), name="site")
