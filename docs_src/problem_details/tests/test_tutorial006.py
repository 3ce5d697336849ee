import pytest


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html"])
def test_the_default_stays(client, accept):
    response = client.get("/items/sofa", headers={"Accept": accept})

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.headers["vary"] == "Accept"
    assert response.json() == {"detail": "There is no item sofa."}


@pytest.mark.parametrize(
    "accept", ["application/problem+json", "application/problem+json, application/json;q=0.5"]
)
def test_a_client_that_asks_for_problem_details_gets_them(client, accept):
    response = client.get("/items/sofa", headers={"Accept": accept})

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["vary"] == "Accept"
    assert response.json()["detail"] == "There is no item sofa."
