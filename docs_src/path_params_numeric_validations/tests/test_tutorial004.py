def test_one_is_allowed(client):
    assert client.get("/items/1?q=oak").json() == {"item_id": 1, "q": "oak"}


def test_less_than_one_is_refused(client):
    response = client.get("/items/0?q=oak")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "greater_than_equal",
                "loc": ["path", "item_id"],
                "msg": "Input should be greater than or equal to 1",
                "input": "0",
                "ctx": {"ge": 1},
            }
        ]
    }


def test_the_limit_is_documented(app):
    parameter = app.openapi()["paths"]["/items/{item_id}"]["get"]["parameters"][0]

    assert parameter["schema"]["minimum"] == 1
