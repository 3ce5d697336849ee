PAGE = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""


def test_the_returned_response_is_sent(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == PAGE


def test_the_document_does_not_know_it(app):
    responses = app.openapi()["paths"]["/items/"]["get"]["responses"]

    assert responses["200"]["content"] == {"application/json": {"schema": {}}}
