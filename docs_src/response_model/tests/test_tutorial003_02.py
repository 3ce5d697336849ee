def test_a_response_is_sent_as_it_is(client):
    response = client.get("/portal")

    assert response.status_code == 200
    assert response.json() == {"message": "This is the door to room 7"}


def test_so_is_any_class_of_response(client):
    response = client.get("/portal?teleport=true", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "https://museum.example.com/rooms/7"


def test_the_document_knows_no_model_of_the_answer(app):
    response = app.openapi()["paths"]["/portal"]["get"]["responses"]["200"]

    assert response["content"] == {"application/json": {"schema": {}}}
