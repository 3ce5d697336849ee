HEADERS = [("save-data", "on"), ("x-tag", "oak"), ("x-tag", "elm"), ("traceparent", "00-1-2-01")]


def test_each_field_is_a_header(client):
    response = client.get("/items/", headers=HEADERS)

    assert response.status_code == 200
    assert response.json() == {
        "host": "testserver",
        "save_data": True,
        "if_modified_since": None,
        "traceparent": "00-1-2-01",
        "x_tag": ["oak", "elm"],
    }


def test_a_required_header_must_be_there(client):
    response = client.get("/items/")

    assert response.status_code == 422
    (error,) = response.json()["detail"]
    assert (error["type"], error["loc"]) == ("missing", ["header", "save-data"])


def test_other_headers_are_ignored(client):
    assert client.get("/items/", headers=[*HEADERS, ("x-other", "1")]).status_code == 200


def test_the_document_names_the_headers_with_hyphens(app):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [parameter["name"] for parameter in parameters] == [
        "host",
        "save-data",
        "if-modified-since",
        "traceparent",
        "x-tag",
    ]
