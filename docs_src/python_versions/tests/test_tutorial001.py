def test_the_value_may_be_left_out(client):
    assert client.get("/items/").json() == {"q": None}


def test_the_value_is_text(client):
    assert client.get("/items/?q=oak").json() == {"q": "oak"}


def test_the_document_says_that_it_is_optional(client):
    (parameter,) = client.get("/openapi.json").json()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["required"] is False
