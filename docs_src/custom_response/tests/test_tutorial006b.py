def test_the_returned_text_is_the_new_address(client):
    response = client.get("/etude", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "https://docs.example.com/etude/"


def test_the_document_shows_the_status_of_the_class(app):
    responses = app.openapi()["paths"]["/etude"]["get"]["responses"]

    assert responses == {"307": {"description": "Successful Response"}}
