SHOP = "https://shop.example.com"


def test_pages_of_a_listed_origin_may_read_the_answer(client):
    response = client.get("/", headers={"Origin": SHOP})

    assert response.json() == {"message": "Hello to the shop"}
    assert response.headers["access-control-allow-origin"] == SHOP
    assert response.headers["access-control-allow-credentials"] == "true"


def test_pages_of_other_origins_may_not(client):
    response = client.get("/", headers={"Origin": "https://elsewhere.example.org"})

    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


def test_a_browser_that_asks_beforehand_is_answered(client):
    headers = {
        "Origin": SHOP,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "X-Basket",
    }
    response = client.options("/", headers=headers)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SHOP
    assert response.headers["access-control-allow-headers"] == "X-Basket"
    assert "DELETE" in response.headers["access-control-allow-methods"]


def test_a_port_is_part_of_an_origin(client):
    response = client.get("/", headers={"Origin": "http://localhost:8080"})

    assert "access-control-allow-origin" not in response.headers
