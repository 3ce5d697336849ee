from etude import Etude
from etude.responses import FileResponse

PATH = "floor-plan.svg"
app = Etude()


@app.get("/")
async def main():
    return FileResponse(PATH)
