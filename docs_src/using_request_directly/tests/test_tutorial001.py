from etude.testclient import TestClient


def test_the_host_of_the_client_is_shown(client):
    response = client.get("/items/kettle")

    assert response.status_code == 200
    assert response.json() == {"client_host": "testclient", "item_id": "kettle"}


def test_a_server_may_not_know_the_client(app):
    async def without_client(scope, receive, send):
        await app({**scope, "client": None}, receive, send)

    response = TestClient(without_client).get("/items/kettle")

    assert response.json() == {"client_host": None, "item_id": "kettle"}


def test_the_request_is_not_documented(app):
    (parameter,) = app.openapi()["paths"]["/items/{item_id}"]["get"]["parameters"]

    assert parameter["name"] == "item_id"
