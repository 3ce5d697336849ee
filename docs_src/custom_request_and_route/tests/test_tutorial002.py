def test_a_valid_body_is_answered_as_before(client):
    response = client.post("/", json=[1, 2])

    assert response.status_code == 200
    assert response.json() == 3


def test_the_error_holds_the_body_that_was_sent(client):
    response = client.post("/", content='["one"]', headers={"Content-Type": "application/json"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": {
            "errors": [
                {
                    "type": "int_parsing",
                    "loc": ["body", 0],
                    "msg": "Input should be a valid integer, unable to parse string as an integer",
                    "input": "one",
                }
            ],
            "body": '["one"]',
        }
    }


def test_the_document_does_not_promise_the_usual_body(app):
    assert app.openapi()["paths"]["/"]["post"]["responses"]["422"] == {
        "description": "The errors and the body"
    }
