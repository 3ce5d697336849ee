def test_the_page_does_not_colour_code(client):
    page = client.get("/docs").text

    assert '"syntaxHighlight": false' in page


def test_the_other_parameters_keep_their_defaults(client):
    page = client.get("/docs").text

    assert '"layout": "BaseLayout"' in page
    assert '"showExtensions": true' in page


def test_the_operation_answers_as_before(client):
    assert client.get("/users/mina").json() == {"message": "Hello mina"}
