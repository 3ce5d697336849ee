def test_fields_that_are_none_can_be_left_out(client):
    assert client.get("/items/1/no-none").json() == {"name": "Lamp", "tax": 10.5}


def test_fields_that_equal_their_default_can_be_left_out(client):
    assert client.get("/items/1/no-defaults").json() == {"name": "Lamp"}
