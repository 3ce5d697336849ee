import pytest

FUNCTIONS = {
    "GET": "list_things",
    "POST": "create_thing",
    "PUT": "replace_things",
    "PATCH": "change_things",
    "DELETE": "delete_things",
    "OPTIONS": "describe_things",
    "TRACE": "trace_things",
}


@pytest.mark.parametrize(("method", "function"), FUNCTIONS.items())
def test_each_method_calls_its_own_function(client, method, function):
    response = client.request(method, "/things")

    assert response.status_code == 200
    assert response.json() == {"answered_by": function}


def test_head_answers_without_a_body(client):
    response = client.head("/things")

    assert response.status_code == 200
    assert response.content == b""


def test_each_method_is_documented_as_an_operation(app):
    operations = app.openapi()["paths"]["/things"]

    assert operations.keys() == {method.lower() for method in FUNCTIONS} | {"head"}
