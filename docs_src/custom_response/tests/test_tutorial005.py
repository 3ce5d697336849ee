def test_the_text_is_sent_without_quotation_marks(client):
    response = client.get("/")

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == "The shop is open until six."


def test_the_document_shows_plain_text(app):
    responses = app.openapi()["paths"]["/"]["get"]["responses"]

    assert responses["200"]["content"] == {"text/plain": {"schema": {"type": "string"}}}
