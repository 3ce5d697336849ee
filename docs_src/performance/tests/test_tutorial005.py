from etude.testclient import TestClient


def test_a_function_adds_the_header(client):
    response = client.get("/")

    assert response.json() == {"message": "Behind a function"}
    assert response.headers["x-region"] == "north"


def test_an_asgi_class_adds_the_same_header(module):
    response = TestClient(module.lean_app).get("/")

    assert response.json() == {"message": "Behind an ASGI class"}
    assert response.headers.get_list("x-region") == ["north"]


def test_both_see_what_no_route_answers(client, module):
    for asked in (client, TestClient(module.lean_app)):
        response = asked.get("/nowhere")

        assert response.status_code == 404
        assert response.headers["x-region"] == "north"
