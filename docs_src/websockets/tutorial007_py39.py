from etude import Etude, WebSocket
from etude.exceptions import WebSocketRequestValidationError
from etude.responses import JSONResponse
from pydantic import BaseModel

app = Etude(forbid_extra_query=True)
seated: dict[str, set[str]] = {"kitchen": set()}


class Room(BaseModel):
    room: str
    seats: int


class RoomFull(Exception):
    """All seats of the room are taken."""

    status_code = 409
    model = Room

    def __init__(self, room: str, seats: int):
        self.room = room
        self.seats = seats


@app.exception_handler(WebSocketRequestValidationError)
async def refuse(websocket: WebSocket, error: WebSocketRequestValidationError):
    return JSONResponse({"detail": error.errors()}, status_code=422)


@app.websocket("/rooms/{room}", raises=[RoomFull])
async def take_seat(websocket: WebSocket, room: str, name: str, seats: int = 2):
    members = seated.setdefault(room, set())
    if len(members) >= seats:
        raise RoomFull(room, seats)
    await websocket.accept()
    members.add(name)
    try:
        async for text in websocket.iter_text():
            await websocket.send_text(f"{name}: {text}")
    finally:
        members.remove(name)
