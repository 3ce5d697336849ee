def test_the_extension_is_in_the_document(app):
    assert app.openapi()["paths"]["/items/"]["get"] == {
        "summary": "Read Items",
        "operationId": "read_items_items__get",
        "responses": {
            "200": {
                "description": "Successful Response",
                "content": {"application/json": {"schema": {}}},
            }
        },
        "x-aperture-labs-portal": "blue",
    }


def test_the_operation_answers(client):
    assert client.get("/items/").json() == [{"item_id": "portal-gun"}]
