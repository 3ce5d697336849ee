def test_the_answer_is_the_whole_model(client):
    response = client.post("/items/", json={"name": "Lamp", "price": 45.5})

    assert response.status_code == 200
    assert response.json() == {
        "name": "Lamp",
        "description": None,
        "price": 45.5,
        "tax": None,
        "tags": [],
    }


def test_each_entry_of_a_list_is_the_whole_model(client):
    names = [item["name"] for item in client.get("/items/").json()]

    assert names == ["Lamp", "Chair"]
    assert client.get("/items/").json()[1]["tags"] == []


def test_the_document_has_the_model_of_the_answer(app):
    content = app.openapi()["paths"]["/items/"]["get"]["responses"]["200"]["content"]

    assert content["application/json"]["schema"]["items"] == {"$ref": "#/components/schemas/Item"}
