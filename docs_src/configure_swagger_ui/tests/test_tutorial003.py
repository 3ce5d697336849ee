def test_the_default_is_replaced(client):
    page = client.get("/docs").text

    assert '"deepLinking": false' in page


def test_the_other_parameters_keep_their_defaults(client):
    page = client.get("/docs").text

    assert '"layout": "BaseLayout"' in page
    assert '"showExtensions": true' in page


def test_the_operation_answers_as_before(client):
    assert client.get("/users/mina").json() == {"message": "Hello mina"}


def test_a_parameter_stands_once_in_the_page(client):
    assert client.get("/docs").text.count('"deepLinking"') == 1
