def test_http_exceptions_are_plain_text(client):
    response = client.get("/items/3")

    assert response.status_code == 418
    assert response.text == "Nope! I don't like 3."


def test_so_are_those_that_the_router_raises(client):
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert response.text == "Not Found"


def test_the_headers_of_an_exception_are_sent_too(client):
    response = client.put("/items/3")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_validation_errors_are_lines_of_text(client):
    response = client.get("/items/three")

    assert response.status_code == 400
    assert response.text.splitlines() == [
        "Validation errors:",
        "path.item_id: Input should be a valid integer, unable to parse string as an integer",
    ]
