def test_the_answer_has_the_names_of_the_aliases(client):
    assert client.get("/items/1").json() == {"name": "Lamp", "priceCents": 4550}


def test_the_names_of_the_attributes_can_be_sent_instead(client):
    assert client.get("/items/1/raw").json() == {"name": "Lamp", "price_cents": 4550}
