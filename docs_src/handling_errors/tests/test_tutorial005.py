def test_the_answer_holds_the_body_that_was_sent(client):
    body = {"title": "Table", "size": "XL"}
    response = client.post("/items/", json=body)

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["body", "size"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "XL",
            }
        ],
        "body": body,
    }


def test_a_right_body_is_taken(client):
    assert client.post("/items/", json={"title": "Table", "size": 3}).status_code == 200
