def test_the_root_says_hello(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {"msg": "Hello World"}


def test_only_reading_is_possible(client):
    assert client.post("/").status_code == 405
