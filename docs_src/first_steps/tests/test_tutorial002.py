def test_the_application_may_have_any_name(module):
    assert not hasattr(module, "app")
    assert module.my_awesome_api.openapi()["paths"].keys() == {"/"}


def test_the_root_greets_the_world(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {"message": "Hello World"}
