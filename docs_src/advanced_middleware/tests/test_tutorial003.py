def test_a_long_answer_is_compressed(client):
    response = client.get("/")

    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(response.content)
    assert len(response.json()) == 1000


def test_a_short_answer_is_not(client):
    assert "content-encoding" not in client.get("/?rows=1").headers


def test_a_client_that_cannot_read_it_gets_plain_text(client):
    response = client.get("/", headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in response.headers
