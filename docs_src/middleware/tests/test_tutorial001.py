def test_every_answer_says_how_long_it_took(client):
    response = client.get("/")

    assert response.json() == {"message": "Timed"}
    assert float(response.headers["x-process-time"]) >= 0


def test_so_does_the_answer_that_there_is_nothing(client):
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert "x-process-time" in response.headers
