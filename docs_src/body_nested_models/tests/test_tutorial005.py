LAMP = {"name": "Lamp", "price": 45.5}


def test_an_address_is_taken(client):
    image = {"url": "https://shop.example.com/lamp.png", "name": "From the front"}
    response = client.put("/items/5", json={**LAMP, "image": image})

    assert response.status_code == 200
    assert response.json()["item"]["image"] == image


def test_a_text_that_is_no_address_is_refused(client):
    image = {"url": "lamp.png", "name": "From the front"}
    response = client.put("/items/5", json={**LAMP, "image": image})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "url_parsing",
                "loc": ["body", "image", "url"],
                "msg": "Input should be a valid URL, relative URL without a base",
                "input": "lamp.png",
                "ctx": {"error": "relative URL without a base"},
            }
        ]
    }


def test_the_document_knows_that_it_is_an_address(app):
    url = app.openapi()["components"]["schemas"]["Image"]["properties"]["url"]

    assert url["format"] == "uri"
