from etude import Etude, WebSocket, status

app = Etude()

ROOMS = {"studio", "garden"}
WS_4000_NO_SUCH_ROOM = 4000


@app.websocket("/ws/{room}")
async def record(websocket: WebSocket, room: str):
    await websocket.accept()
    if room not in ROOMS:
        await websocket.close(WS_4000_NO_SUCH_ROOM, reason=f"No room {room}")
        return
    recording = b""
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        piece = message.get("bytes")
        if piece is None:
            await websocket.close(status.WS_1003_UNSUPPORTED_DATA, reason="Send bytes")
            return
        if piece == b"":
            await websocket.send_bytes(recording)
            await websocket.close(status.WS_1000_NORMAL_CLOSURE)
            return
        recording += piece
        await websocket.send_json({"room": room, "size": len(recording)})
