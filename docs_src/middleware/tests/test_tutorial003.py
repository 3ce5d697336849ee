def test_every_answer_says_how_long_it_took(client):
    response = client.get("/")

    assert response.json() == {"message": "Timed"}
    assert float(response.headers["x-process-time"]) >= 0


def test_streams_pass_as_they_are(client):
    response = client.get("/numbers")

    assert response.text.split() == ["0", "1", "2"]
    assert "x-process-time" in response.headers
