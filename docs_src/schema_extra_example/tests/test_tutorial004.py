def test_all_examples_are_in_the_document_and_the_last_is_refused(app, client):
    content = app.openapi()["paths"]["/items/{item_id}"]["put"]["requestBody"]["content"]
    examples = content["application/json"]["schema"]["examples"]

    answers = [client.put("/items/5", json=example).status_code for example in examples]
    assert answers == [200, 200, 422]
