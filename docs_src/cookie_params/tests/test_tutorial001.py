def test_the_cookie_is_read(client):
    client.cookies.set("ads_id", "spring-sale")

    assert client.get("/items/").json() == {"ads_id": "spring-sale"}


def test_without_the_cookie_the_default_applies(client):
    assert client.get("/items/").json() == {"ads_id": None}


def test_a_query_parameter_of_that_name_is_not_read(client):
    assert client.get("/items/?ads_id=spring-sale").json() == {"ads_id": None}


def test_the_document_says_that_it_is_a_cookie(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert (parameter["in"], parameter["name"], parameter["required"]) == (
        "cookie",
        "ads_id",
        False,
    )
