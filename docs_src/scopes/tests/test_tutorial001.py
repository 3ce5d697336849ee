import pytest


def test_what_is_in_stock_is_ordered_and_reserved(client):
    assert client.post("/orders/lamp").json() == {"ordered": "lamp"}
    assert client.post("/orders/lamp/reservation").json() == {"ordered": "lamp"}


def test_the_handler_of_the_router_answers(client):
    response = client.post("/orders/chair")

    assert response.status_code == 409
    assert response.json() == {"message": "No chair left."}


def test_what_the_shop_does_not_know_is_not_in_stock(client):
    assert client.post("/orders/desk").status_code == 409


def test_the_handler_of_the_operation_comes_first(client):
    response = client.post("/orders/chair/reservation")

    assert response.status_code == 202
    assert response.json() == {"reserved": "chair"}


def test_other_operations_have_no_such_handler(app, client, module):
    @app.get("/elsewhere")
    async def take_elsewhere():
        module.take("chair")

    with pytest.raises(module.OutOfStock):
        client.get("/elsewhere")
