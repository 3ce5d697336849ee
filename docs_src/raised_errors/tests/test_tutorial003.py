def test_an_order_is_placed(client):
    response = client.post("/orders/", headers={"Customer": "c-1"})

    assert response.status_code == 200
    assert response.json() == {"open_orders": 3}


def test_what_the_dependency_raises_is_answered(client):
    response = client.post("/orders/", headers={"Customer": "c-9"})

    assert response.status_code == 403
    assert response.json() == {"detail": "There is no customer c-9."}


def test_what_the_router_declares_is_answered(client):
    response = client.post("/orders/", headers={"Customer": "c-2"})

    assert response.status_code == 429
    assert response.json() == {"detail": "Pay an order before you place another one."}


def test_the_document_has_what_router_and_dependency_declare(app):
    responses = app.openapi()["paths"]["/orders/"]["post"]["responses"]

    assert {status: response["description"] for status, response in responses.items()} == {
        "200": "Successful Response",
        "429": "The customer has too many open orders.",
        "403": "The customer number is not known.",
        "422": "Validation Error",
    }
