import pytest


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("alexnet", "Eight layers, from 2012"),
        ("lenet", "Seven layers, for digits"),
        ("resnet", "Layers with shortcuts"),
    ],
)
def test_each_member_is_told_apart_and_sent_back_as_its_value(client, name, message):
    response = client.get(f"/models/{name}")

    assert response.status_code == 200
    assert response.json() == {"model_name": name, "message": message}


def test_any_other_name_is_refused_and_the_choices_are_listed(client):
    response = client.get("/models/perceptron")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "enum",
                "loc": ["path", "model_name"],
                "msg": "Input should be 'alexnet', 'resnet' or 'lenet'",
                "input": "perceptron",
                "ctx": {"expected": "'alexnet', 'resnet' or 'lenet'"},
            }
        ]
    }
