from etude.testclient import TestClient

from .main import app

client = TestClient(app)


def test_the_root_says_hello():
    response = client.get("/")
    assert response.status_code == 200
    assert response.json() == {"msg": "Hello World"}
