def test_the_page_names_the_theme(client):
    page = client.get("/docs").text

    assert '"syntaxHighlight": {"theme": "obsidian"}' in page


def test_the_other_parameters_keep_their_defaults(client):
    page = client.get("/docs").text

    assert '"layout": "BaseLayout"' in page
    assert '"showExtensions": true' in page


def test_the_operation_answers_as_before(client):
    assert client.get("/users/mina").json() == {"message": "Hello mina"}


def test_the_older_spelling_with_a_dot_is_passed_on(app, client):
    app.swagger_ui_parameters = {"syntaxHighlight.theme": "obsidian"}

    assert '"syntaxHighlight.theme": "obsidian"' in client.get("/docs").text
