LAMP = {"name": "Lamp", "price": 45.5}


def test_a_list_of_texts_is_taken(client):
    response = client.put("/items/5", json={**LAMP, "tags": ["oak", "oak", "elm"]})

    assert response.json()["item"]["tags"] == ["oak", "oak", "elm"]


def test_the_place_of_a_wrong_entry_is_named(client):
    response = client.put("/items/5", json={**LAMP, "tags": ["oak", 7]})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_type",
                "loc": ["body", "tags", 1],
                "msg": "Input should be a valid string",
                "input": 7,
            }
        ]
    }
