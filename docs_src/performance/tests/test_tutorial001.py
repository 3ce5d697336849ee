import pytest

BODY = b'{"station":"Harbour","celsius":[4.5,6.0,3.5]}'


@pytest.mark.parametrize("path", ["/dict", "/model", "/response"])
def test_all_three_answers_are_the_same_bytes(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.content == BODY


def test_only_the_model_is_in_the_document(client):
    document = client.get("/openapi.json").json()

    def schema(path):
        answer = document["paths"][path]["get"]["responses"]["200"]
        return answer["content"]["application/json"]["schema"]

    assert schema("/model") == {"$ref": "#/components/schemas/Forecast"}
    assert schema("/dict") == schema("/response") == {}


def test_another_method_is_refused(client):
    assert client.post("/dict").status_code == 405
