def examples(app):
    content = app.openapi()["paths"]["/items/{item_id}"]["put"]["requestBody"]["content"]
    return content["application/json"]["examples"]


def test_each_example_has_a_name_and_a_summary(app):
    assert {name: each["summary"] for name, each in examples(app).items()} == {
        "normal": "A whole item",
        "converted": "A price that is text",
        "invalid": "A price that is refused",
    }


def test_each_example_does_what_it_says(app, client):
    answers = {
        name: client.put("/items/5", json=each["value"]).status_code
        for name, each in examples(app).items()
    }

    assert answers == {"normal": 200, "converted": 200, "invalid": 422}


def test_a_price_that_is_text_becomes_a_number(client):
    response = client.put("/items/5", json={"name": "Desk lamp", "price": "45.5"})

    assert response.json()["item"]["price"] == 45.5
