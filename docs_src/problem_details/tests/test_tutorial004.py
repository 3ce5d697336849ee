def test_the_problem_says_which_item_it_is(client):
    response = client.get("/items/sofa")

    assert response.status_code == 404
    assert response.json() == {
        "type": "https://shop.example.com/problems/item-not-found",
        "title": "Item not found",
        "status": 404,
        "instance": "/items/sofa",
        "item_id": "sofa",
    }


def test_the_document_has_media_type_and_schema_of_each_problem(app):
    responses = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]
    del responses["200"]

    assert {
        status: response["content"]["application/problem+json"]["schema"]["$ref"].split("/")[-1]
        for status, response in responses.items()
    } == {
        "404": "ItemNotFound",
        "405": "ProblemDetails",
        "422": "ValidationProblem",
    }
    assert responses["404"]["description"] == "No item has this id."


def test_the_schema_of_the_problem_has_its_type_and_its_member(app):
    schema = app.openapi()["components"]["schemas"]["ItemNotFound"]

    assert schema["properties"]["type"]["const"] == (
        "https://shop.example.com/problems/item-not-found"
    )
    assert "item_id" in schema["required"]
