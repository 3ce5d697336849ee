from etude import Etude
from etude.testclient import TestClient

app = Etude()


@app.get("/")
async def read_root():
    return {"msg": "Hello World"}


client = TestClient(app)


def test_the_root_says_hello():
    response = client.get("/")
    assert response.status_code == 200
    assert response.json() == {"msg": "Hello World"}
