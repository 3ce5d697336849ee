from etude import Etude
from etude.responses import FileResponse

PATH = "floor-plan.svg"
app = Etude()


@app.get("/", response_class=FileResponse)
async def main():
    return PATH
