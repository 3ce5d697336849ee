def test_the_header_is_read_under_its_name_with_a_hyphen(client):
    response = client.get("/items/", headers={"User-Agent": "a-reader/1.0"})

    assert response.json() == {"User-Agent": "a-reader/1.0"}


def test_upper_and_lower_case_are_the_same_in_names_of_headers(client):
    response = client.get("/items/", headers={"USER-AGENT": "a-reader/1.0"})

    assert response.json() == {"User-Agent": "a-reader/1.0"}


def test_without_the_header_the_default_applies(client):
    del client.headers["user-agent"]

    assert client.get("/items/").json() == {"User-Agent": None}


def test_the_document_names_it_with_a_hyphen(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert (parameter["in"], parameter["name"]) == ("header", "user-agent")
