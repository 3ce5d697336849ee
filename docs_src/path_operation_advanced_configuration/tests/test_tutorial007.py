import pytest

YAML = {"Content-Type": "application/yaml"}


def test_a_yaml_body_is_read_and_checked(client):
    response = client.post("/items/", content="name: Kettle\ntags:\n- tea\n- steel\n", headers=YAML)

    assert response.status_code == 200
    assert response.json() == {"name": "Kettle", "tags": ["tea", "steel"]}


@pytest.mark.parametrize("body", [b"name: [", b"\xff\xfe\xff"])
def test_a_body_that_is_not_yaml_is_refused(client, body):
    response = client.post("/items/", content=body, headers=YAML)

    assert response.status_code == 422
    assert response.json() == {"detail": "Invalid YAML"}


def test_a_body_that_does_not_fit_the_model_is_refused(client):
    response = client.post("/items/", content="name: Kettle\ntags: tea\n", headers=YAML)

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "list_type",
                "loc": ["tags"],
                "msg": "Input should be a valid list",
                "input": "tea",
            }
        ]
    }


def test_values_that_json_does_not_know_can_be_in_an_error(client):
    response = client.post("/items/", content="name: 2026-05-04\ntags: []\n", headers=YAML)

    assert response.status_code == 422
    assert response.json()["detail"][0]["input"] == "2026-05-04"


def test_the_body_is_documented_as_yaml(app):
    content = app.openapi()["paths"]["/items/"]["post"]["requestBody"]["content"]

    assert list(content) == ["application/yaml"]
    assert content["application/yaml"]["schema"]["required"] == ["name", "tags"]
