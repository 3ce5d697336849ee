def test_the_redirect_is_sent_as_it_is(client):
    response = client.get("/teleport", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "https://museum.example.com/rooms/7"
