def test_the_answer_is_xml(client):
    response = client.get("/legacy/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    assert response.headers["content-length"] == str(len(response.content))
    assert response.text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<order number="4711">\n'
        '  <item amount="2">Lamp</item>\n'
        "</order>\n"
    )


def test_the_document_does_not_know_it(app):
    responses = app.openapi()["paths"]["/legacy/"]["get"]["responses"]

    assert list(responses["200"]["content"]) == ["application/json"]
