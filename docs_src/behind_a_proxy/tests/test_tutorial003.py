def test_the_prefix_comes_before_the_other_servers(client):
    assert client.get("/openapi.json").json()["servers"] == [
        {"url": "/api/v1"},
        {"url": "https://stage.example.com", "description": "Staging"},
        {"url": "https://shop.example.com", "description": "Production"},
    ]


def test_the_document_in_the_program_names_the_given_servers_only(app):
    assert [server["url"] for server in app.openapi()["servers"]] == [
        "https://stage.example.com",
        "https://shop.example.com",
    ]


def test_the_operation_answers(client):
    assert client.get("/app").json() == {"message": "Hello World", "root_path": "/api/v1"}
