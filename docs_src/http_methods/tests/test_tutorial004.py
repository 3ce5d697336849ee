from etude.testclient import TestClient

SHOP = {"Origin": "https://shop.example.com"}


def test_the_page_of_the_shop_sees_a_discount(client):
    response = client.get("/discounts/lamp", headers=SHOP)

    assert response.json() == {"item": "lamp", "percent": 25}
    assert response.headers["access-control-allow-origin"] == SHOP["Origin"]


def test_the_page_of_the_shop_sees_that_the_server_failed(app):
    client = TestClient(app, raise_server_exceptions=False)
    response = client.get("/discounts/desk", headers=SHOP)

    assert (response.status_code, response.text) == (500, "Internal Server Error")
    assert response.headers["access-control-allow-origin"] == SHOP["Origin"]
