def test_the_prefix_is_not_among_the_servers(client):
    assert client.get("/openapi.json").json()["servers"] == [
        {"url": "https://stage.example.com", "description": "Staging"},
        {"url": "https://shop.example.com", "description": "Production"},
    ]


def test_the_root_path_itself_is_still_known(client):
    assert client.get("/app").json() == {"message": "Hello World", "root_path": "/api/v1"}
    assert "/api/v1/openapi.json" in client.get("/docs").text
