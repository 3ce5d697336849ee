from typing import Union

from etude import Etude, Response
from etude.responses import RedirectResponse

app = Etude()


@app.get("/portal", response_model=None)
async def open_portal(teleport: bool = False) -> Union[Response, dict]:
    if teleport:
        return RedirectResponse(url="https://museum.example.com/rooms/7")
    return {"message": "This is the door to room 7"}
