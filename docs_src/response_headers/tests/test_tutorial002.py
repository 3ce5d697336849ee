def test_the_answer_is_the_object_and_has_the_header(client):
    response = client.get("/headers-and-object/")

    assert response.json() == {"message": "Feeding times"}
    assert response.headers["X-Cat-Dog"] == "never at the same bowl"


def test_the_content_type_is_that_of_the_object(client):
    assert client.get("/headers-and-object/").headers["Content-Type"] == "application/json"
