def test_the_mounted_application_answers_below_its_path(client):
    assert client.get("/admin/users").text == "Administration of /admin"
    assert client.get("/").json() == {"message": "Hello World"}


def test_it_is_not_in_the_document(client):
    assert list(client.get("/openapi.json").json()["paths"]) == ["/"]
