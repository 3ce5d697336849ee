from etude.testclient import TestClient


def test_the_model_is_there_while_the_app_runs(app, module):
    assert module.models == {}
    with TestClient(app) as client:
        assert client.get("/predict", params={"x": 2}).json() == {"result": 84.0}
    assert module.models == {}


def test_the_model_wants_a_number(client):
    response = client.get("/predict", params={"x": "two"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "float_parsing"
