import pytest


@pytest.mark.parametrize("path", ["/old/1", "/new/1"])
def test_both_routers_find_an_order(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.json() == {"id": 1, "item": "A lamp of brass"}


def test_the_old_router_answers_as_before(client):
    response = client.get("/old/7")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no order 7."}


def test_the_new_router_answers_with_problem_details(client):
    response = client.get("/new/7")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no order 7.",
        "instance": "/new/7",
    }


def test_a_wrong_method_is_answered_in_the_format_of_the_router(client):
    assert client.post("/old/7").json() == {"detail": "Method Not Allowed"}
    assert client.post("/new/7").json()["title"] == "Method Not Allowed"


def test_a_path_of_no_router_is_answered_as_the_application_does(client):
    assert client.get("/newer/7").json() == {"detail": "Not Found"}
