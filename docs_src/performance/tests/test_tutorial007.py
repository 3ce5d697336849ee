from etude.testclient import TestClient


def test_nothing_is_made_before_the_start(app):
    assert app.openapi_schema is None


def test_the_document_is_there_before_the_first_request(app):
    with TestClient(app) as client:
        made = app.openapi_schema

        assert made is not None
        assert client.get("/openapi.json").json() == made
        assert app.openapi_schema is made


def test_the_operation_answers(client):
    assert client.get("/").json() == {"message": "The document is ready"}
