from etude.testclient import TestClient


def test_the_answer_is_a_list_of_models(client):
    assert client.get("/items/").json() == [
        {"name": "Lamp", "description": "Turns in every direction"},
        {"name": "Chair", "description": "Of oak"},
    ]


def test_an_entry_that_does_not_fit_is_an_error_of_the_server(module, app):
    module.items.append({"name": "Desk"})

    response = TestClient(app, raise_server_exceptions=False).get("/items/")
    assert response.status_code == 500
