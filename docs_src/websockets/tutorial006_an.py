from etude import Depends, Etude, WebSocket, WebSocketException, status
from typing_extensions import Annotated

app = Etude()


class Room:
    def __init__(self):
        self.members: list = []

    async def tell(self, text: str):
        for member in list(self.members):
            await member.send_text(text)


rooms = {"kitchen": Room(), "garden": Room()}


async def join(websocket: WebSocket, room: str):
    if room not in rooms:
        raise WebSocketException(status.WS_1008_POLICY_VIOLATION, reason="No such room")
    joined = rooms[room]
    await websocket.accept()
    joined.members.append(websocket)
    await joined.tell(f"{len(joined.members)} in the {room}")
    try:
        yield joined
    finally:
        joined.members.remove(websocket)
        await joined.tell(f"{len(joined.members)} in the {room}")


@app.websocket("/rooms/{room}")
async def talk(websocket: WebSocket, room: Annotated[Room, Depends(join)]):
    async for text in websocket.iter_text():
        await room.tell(text)
