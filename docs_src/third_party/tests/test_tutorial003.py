import pytest


@pytest.mark.parametrize("path", ["/", "/health", "/nowhere"])
def test_the_middleware_sees_every_answer(client, path):
    assert client.get(path).headers["x-powered-by"] == "Etude"


def test_routes_from_outside_stand_beside_path_operations(client):
    assert client.get("/health").text == "well"
    assert client.get("/").json() == {"message": "Hello World"}
