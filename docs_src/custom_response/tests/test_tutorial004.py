PAGE = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""


def test_the_returned_response_is_sent_with_its_headers(client):
    response = client.get("/items/")

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "max-age=60"
    assert response.text == PAGE


def test_the_class_is_in_the_document(app):
    responses = app.openapi()["paths"]["/items/"]["get"]["responses"]

    assert responses["200"]["content"] == {"text/html": {"schema": {"type": "string"}}}
