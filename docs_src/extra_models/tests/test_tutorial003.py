def test_an_answer_with_a_size_is_a_plane(client):
    assert client.get("/items/glider").json() == {
        "description": "Flies without noise",
        "type": "plane",
        "size": 15,
    }


def test_an_answer_without_is_a_car(client):
    assert client.get("/items/van").json() == {
        "description": "For six people and a dog",
        "type": "car",
    }


def test_the_document_shows_both(app):
    content = app.openapi()["paths"]["/items/{item_id}"]["get"]["responses"]["200"]["content"]

    assert [each["$ref"] for each in content["application/json"]["schema"]["anyOf"]] == [
        "#/components/schemas/PlaneItem",
        "#/components/schemas/CarItem",
    ]


def test_an_item_that_is_not_there_is_not_found(client):
    response = client.get("/items/bicycle")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
