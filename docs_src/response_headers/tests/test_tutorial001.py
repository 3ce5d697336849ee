def test_the_returned_response_has_its_headers(client):
    response = client.get("/headers/")

    assert response.json() == {"message": "Feeding times"}
    assert response.headers["X-Cat-Dog"] == "never at the same bowl"
    assert response.headers["Content-Language"] == "en-GB"


def test_the_length_is_still_set(client):
    response = client.get("/headers/")

    assert response.headers["Content-Length"] == str(len(response.content))
