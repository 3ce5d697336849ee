"""The form of the OAuth2 password flow."""

from __future__ import annotations

import pytest
from typing_extensions import Annotated

from etude import Depends, Etude
from etude.security import OAuth2PasswordRequestForm, OAuth2PasswordRequestFormStrict
from etude.testclient import TestClient

FORMS = {"lenient": OAuth2PasswordRequestForm, "strict": OAuth2PasswordRequestFormStrict}
FIELDS = {"grant_type": "password", "username": "anna", "password": "secret"}


@pytest.fixture
def client():
    app = Etude()

    @app.post("/lenient")
    def lenient(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
        return vars(form)

    @app.post("/strict")
    def strict(form: Annotated[OAuth2PasswordRequestFormStrict, Depends()]):
        return vars(form)

    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", FORMS)
def test_the_form_is_read_into_attributes(client, path):
    sent = {**FIELDS, "scope": " a  b:c ", "client_id": "shop", "client_secret": "s"}
    assert client.post(f"/{path}", data={**sent, "unknown": "x"}).json() == {
        **FIELDS,
        "scopes": ["a", "b:c"],
        "client_id": "shop",
        "client_secret": "s",
    }


@pytest.mark.parametrize("path", FORMS)
def test_what_is_optional_is_empty(client, path):
    assert client.post(f"/{path}", data=FIELDS).json() == {
        **FIELDS,
        "scopes": [],
        "client_id": None,
        "client_secret": None,
    }


def test_a_multipart_form_is_read_too(client):
    parts = {name: (None, value) for name, value in FIELDS.items()}
    assert client.post("/lenient", files=parts).json()["username"] == "anna"


@pytest.mark.parametrize("grant_type", [{}, {"grant_type": ""}])
def test_the_grant_type_may_be_missing_in_the_lenient_form_only(client, grant_type):
    fields = {"username": "anna", "password": "secret", **grant_type}
    assert client.post("/lenient", data=fields).json()["grant_type"] is None
    response = client.post("/strict", data=fields)
    assert response.status_code == 422
    assert [(error["type"], error["loc"]) for error in response.json()["detail"]] == [
        ("missing", ["body", "grant_type"])
    ]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("grant_type", ["x", "PASSWORD", "passwordx"])
def test_another_grant_type_is_refused(client, path, grant_type):
    response = client.post(f"/{path}", data={**FIELDS, "grant_type": grant_type})
    assert response.status_code == 422
    (error,) = response.json()["detail"]
    assert (error["type"], error["loc"]) == ("string_pattern_mismatch", ["body", "grant_type"])
    assert error["ctx"] == {"pattern": "^password$"}


@pytest.mark.parametrize("path", FORMS)
def test_missing_fields_are_reported_together_also_for_a_json_body(client, path):
    for options in ({"data": {"grant_type": "password"}}, {"json": FIELDS}):
        response = client.post(f"/{path}", **options)
        assert response.status_code == 422
        missing = [error["loc"][-1] for error in response.json()["detail"]]
        assert missing[-2:] == ["username", "password"]


@pytest.mark.parametrize("path", FORMS)
def test_the_document_asks_for_a_form_and_hides_passwords(client, path):
    document = client.get("/openapi.json").json()
    body = document["paths"][f"/{path}"]["post"]["requestBody"]
    assert body["required"] is True
    (reference,) = [content["schema"]["$ref"] for content in body["content"].values()]
    assert list(body["content"]) == ["application/x-www-form-urlencoded"]
    schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    required = ["grant_type"] if path == "strict" else []
    assert schema["required"] == [*required, "username", "password"]
    assert schema["properties"]["password"]["format"] == "password"
    assert schema["properties"]["client_secret"]["format"] == "password"
    assert "^password$" in str(schema["properties"]["grant_type"])


def test_the_strict_form_is_a_lenient_form_and_may_be_made_by_position():
    form = OAuth2PasswordRequestFormStrict("password", "anna", "secret", "a b")
    assert isinstance(form, OAuth2PasswordRequestForm)
    assert form.scopes == ["a", "b"]


def test_the_lenient_form_is_made_by_name():
    with pytest.raises(TypeError):
        OAuth2PasswordRequestForm("password", "anna", "secret")
    assert OAuth2PasswordRequestForm(username="anna", password="secret").grant_type is None


@pytest.mark.parametrize("form", FORMS.values())
def test_the_form_has_scopes_and_no_scope(form):
    assert not hasattr(form(grant_type="password", username="a", password="b"), "scope")
