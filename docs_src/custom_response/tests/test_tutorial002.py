PAGE = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""


def test_the_text_is_sent_as_html(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == PAGE


def test_the_document_shows_html(app):
    responses = app.openapi()["paths"]["/items/"]["get"]["responses"]

    assert responses["200"]["content"] == {"text/html": {"schema": {"type": "string"}}}
