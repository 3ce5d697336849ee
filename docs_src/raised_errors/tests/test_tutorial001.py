def test_an_order_that_the_stock_covers_is_taken(client):
    response = client.post("/orders/lamp?pieces=2")

    assert response.status_code == 200
    assert response.json() == {"item_id": "lamp", "pieces": 2}


def test_the_answer_is_the_model_with_the_attributes_of_the_exception(client):
    response = client.post("/orders/desk?pieces=2")

    assert response.status_code == 409
    assert response.json() == {"item_id": "desk", "left": 1}


def test_the_document_has_status_description_and_model(app):
    responses = app.openapi()["paths"]["/orders/{item_id}"]["post"]["responses"]

    assert responses["409"] == {
        "description": "Fewer pieces are left than were ordered.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shortage"}}},
    }
