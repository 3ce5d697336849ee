from etude import Etude
from etude.responses import RedirectResponse

app = Etude()


@app.get("/teleport")
async def teleport() -> RedirectResponse:
    return RedirectResponse(url="https://museum.example.com/rooms/7")
