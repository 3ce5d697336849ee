def test_the_client_is_sent_to_another_address(client):
    response = client.get("/typer", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "https://docs.example.com/typer/"
    assert response.content == b""


def test_the_document_does_not_know_it(app):
    assert list(app.openapi()["paths"]["/typer"]["get"]["responses"]) == ["200"]
