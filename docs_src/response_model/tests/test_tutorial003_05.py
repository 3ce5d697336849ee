def test_a_dictionary_is_sent_as_json(client):
    assert client.get("/portal").json() == {"message": "This is the door to room 7"}


def test_a_response_is_sent_as_it_is(client):
    response = client.get("/portal?teleport=true", follow_redirects=False)

    assert response.status_code == 307
