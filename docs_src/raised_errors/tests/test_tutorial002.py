def test_an_item_is_found(client):
    response = client.get("/items/lamp")

    assert response.status_code == 200
    assert response.json() == {"item_id": "lamp", "name": "A lamp of brass"}


def test_an_http_exception_is_answered_as_ever(client):
    response = client.get("/items/sofa")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no item sofa."}


def test_an_exception_that_makes_its_answer_needs_no_handler(client):
    response = client.get("/items/desk")

    assert response.status_code == 503
    assert response.headers["retry-after"] == "86400"
    assert response.text == "<h1>Closed</h1><p>We count our stock. Come back tomorrow.</p>"


def test_the_document_has_both(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]

    assert responses["503"] == {"description": "The shop is closed for stocktaking."}
    assert responses["404"] == {
        "description": "No item has this id.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/HTTPErrorDetail"}}},
    }
