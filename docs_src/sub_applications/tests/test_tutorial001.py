def test_both_apps_answer(client):
    assert client.get("/app").json() == {"message": "Hello from the main app"}
    assert client.get("/subapi/sub").json() == {"message": "Hello from the mounted app"}


def test_the_main_app_does_not_answer_for_the_other(client):
    assert client.get("/sub").status_code == 404
    assert client.get("/subapi/app").status_code == 404


def test_each_app_describes_itself(client):
    own = client.get("/openapi.json").json()
    mounted = client.get("/subapi/openapi.json").json()

    assert list(own["paths"]) == ["/app"]
    assert list(mounted["paths"]) == ["/sub"]
    assert "servers" not in own
    assert mounted["servers"] == [{"url": "/subapi"}]


def test_each_app_has_docs(client):
    assert "/subapi/openapi.json" in client.get("/subapi/docs").text
    assert "/subapi/openapi.json" not in client.get("/docs").text
