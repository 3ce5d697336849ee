def test_the_returned_response_sets_a_cookie(client):
    response = client.post("/cookie/")

    assert response.json() == {"message": "Your language is stored"}
    assert response.headers["set-cookie"] == ("language=de; Max-Age=86400; Path=/; SameSite=lax")


def test_the_client_keeps_it(client):
    client.post("/cookie/")

    assert client.cookies["language"] == "de"
