def test_the_query_is_used_when_given(client):
    client.cookies.set("last_query", "oak")

    assert client.get("/items/?q=linen").json() == {"q_or_cookie": "linen"}


def test_the_cookie_replaces_a_missing_query(client):
    client.cookies.set("last_query", "oak")

    assert client.get("/items/").json() == {"q_or_cookie": "oak"}


def test_an_empty_query_counts_as_missing(client):
    client.cookies.set("last_query", "oak")

    assert client.get("/items/?q=").json() == {"q_or_cookie": "oak"}


def test_without_both_there_is_no_value(client):
    response = client.get("/items/")

    assert response.status_code == 200
    assert response.json() == {"q_or_cookie": None}


def test_the_document_shows_the_parameters_of_the_whole_tree(app):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [(each["in"], each["name"]) for each in parameters] == [
        ("query", "q"),
        ("cookie", "last_query"),
    ]
