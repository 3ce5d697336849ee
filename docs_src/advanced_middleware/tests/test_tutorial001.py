from etude.testclient import TestClient


def test_plain_http_is_sent_elsewhere(client):
    response = client.get("/", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "https://testserver/"


def test_an_encrypted_request_is_answered(app):
    client = TestClient(app, base_url="https://testserver")

    assert client.get("/").json() == {"message": "Read over an encrypted connection"}
