import pytest
from etude.exceptions import EtudeDeprecationWarning


def test_orjson_writes_the_answer_and_a_warning_says_that_this_is_old(client):
    with pytest.warns(EtudeDeprecationWarning, match="ORJSONResponse is deprecated"):
        response = client.get("/items/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.text == '[{"item_id":"lamp"}]'


def test_without_the_package_the_error_names_it(client, monkeypatch):
    monkeypatch.setattr("etude.responses.orjson", None)

    with pytest.warns(EtudeDeprecationWarning), pytest.raises(
        Exception, match="pip install orjson"
    ):
        client.get("/items/")
