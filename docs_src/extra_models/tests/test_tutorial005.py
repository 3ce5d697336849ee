def test_the_keys_are_free_and_the_values_are_numbers(client):
    assert client.get("/keyword-weights/").json() == {"foo": 2.3, "bar": 3.4}


def test_the_document_says_what_the_values_are(app):
    content = app.openapi()["paths"]["/keyword-weights/"]["get"]["responses"]["200"]["content"]

    assert content["application/json"]["schema"]["additionalProperties"] == {"type": "number"}
