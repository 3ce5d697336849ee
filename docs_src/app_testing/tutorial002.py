from etude import Etude, WebSocket
from etude.testclient import TestClient

app = Etude()


@app.get("/")
async def read_root():
    return {"msg": "Hello World"}


@app.websocket("/ws")
async def greet(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_json({"msg": "Hello WebSocket"})
    await websocket.close()


def test_the_root_says_hello():
    client = TestClient(app)
    assert client.get("/").json() == {"msg": "Hello World"}


def test_the_socket_says_hello():
    client = TestClient(app)
    with client.websocket_connect("/ws") as websocket:
        assert websocket.receive_json() == {"msg": "Hello WebSocket"}
