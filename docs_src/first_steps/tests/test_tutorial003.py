import inspect


def test_the_operation_is_a_plain_function(module):
    assert not inspect.iscoroutinefunction(module.root)
    assert module.root() == {"message": "Hello World"}


def test_the_root_greets_the_world(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {"message": "Hello World"}
