PAGE = {"Accept": "text/html"}


def test_the_front_end_is_below_the_prefix(client):
    assert "<title>Shelves</title>" in client.get("/app/", headers=PAGE).text
    assert "<title>Shelves</title>" in client.get("/app/shelves/7", headers=PAGE).text


def test_so_are_the_operations(client):
    assert client.get("/app/api/books").json() == [{"title": "Night Train to the Coast"}]


def test_elsewhere_there_is_nothing(client):
    assert client.get("/shelves/7", headers=PAGE).status_code == 404
