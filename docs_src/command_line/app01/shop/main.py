from pathlib import Path

from etude import Etude, WebSocket
from etude.staticfiles import StaticFiles

from .routers import items

STATIC = Path(__file__).parent / "static"

app = Etude(title="Shop")
app.include_router(items.router)
app.mount("/static", StaticFiles(directory=STATIC), name="static")


@app.get("/")
def read_root():
    return {"message": "Welcome to the shop"}


@app.websocket("/ws")
async def send_prices(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_json({"Desk": 120})
    await websocket.close()
