from etude import Etude, Response
from etude.responses import JSONResponse, RedirectResponse

app = Etude()


@app.get("/portal")
async def open_portal(teleport: bool = False) -> Response:
    if teleport:
        return RedirectResponse(url="https://museum.example.com/rooms/7")
    return JSONResponse(content={"message": "This is the door to room 7"})
