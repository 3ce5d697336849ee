def test_a_header_that_is_sent_twice_is_a_list(client):
    response = client.get("/items/", headers=[("x-token", "oak"), ("x-token", "elm")])

    assert response.json() == {"X-Token values": ["oak", "elm"]}


def test_a_header_that_is_sent_once_is_a_list_of_one(client):
    response = client.get("/items/", headers={"X-Token": "oak"})

    assert response.json() == {"X-Token values": ["oak"]}


def test_without_the_header_there_is_no_list(client):
    assert client.get("/items/").json() == {"X-Token values": None}
