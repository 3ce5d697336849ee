def test_the_document_holds_the_logo(client):
    info = client.get("/openapi.json").json()["info"]

    assert info == {
        "title": "Furniture store",
        "description": "Made **by hand**, with a logo for ReDoc.",
        "version": "2.5.0",
        "x-logo": {"url": "https://furniture.example.com/logo.svg"},
    }


def test_the_document_is_made_once(app):
    assert app.openapi() is app.openapi()


def test_an_operation_that_is_added_later_is_not_in_the_stored_document(app):
    app.openapi()

    @app.get("/late")
    def read_late(): ...

    assert list(app.openapi()["paths"]) == ["/items/"]
    app.openapi_schema = None
    assert list(app.openapi()["paths"]) == ["/items/", "/late"]


def test_the_operation_answers_as_before(client):
    assert client.get("/items/").json() == [{"name": "Lamp"}, {"name": "Chair"}]
