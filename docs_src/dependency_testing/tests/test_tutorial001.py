import pytest
from etude import Depends


@pytest.fixture
def overridden(app, module):
    app.dependency_overrides[module.common_parameters] = module.fixed_parameters
    return app


@pytest.mark.parametrize(
    ("path", "message"), [("/items/", "Hello Items!"), ("/users/", "Hello Users!")]
)
def test_without_an_override_the_parameters_are_read(client, path, message):
    response = client.get(f"{path}?q=oak&skip=2")

    assert response.status_code == 200
    assert response.json() == {"message": message, "params": {"q": "oak", "skip": 2, "limit": 100}}


@pytest.mark.parametrize("path", ["/items/", "/users/"])
def test_an_override_replaces_the_dependency_everywhere(client, overridden, path):
    params = {"q": "oak", "skip": 5, "limit": 10}

    assert client.get(f"{path}?q=oak").json()["params"] == params


def test_what_the_original_would_refuse_is_no_error_now(client, overridden):
    response = client.get("/items/?skip=few")

    assert response.status_code == 200
    assert response.json()["params"] == {"q": None, "skip": 5, "limit": 10}


def test_an_argument_of_the_replacement_is_a_parameter_of_the_request(client, app, module):
    app.dependency_overrides[module.common_parameters] = lambda page: {"page": page}

    assert client.get("/items/?page=2").json()["params"] == {"page": "2"}
    assert client.get("/items/").status_code == 422


def test_a_replacement_may_change_what_the_original_returns(client, app, module):
    original = module.common_parameters
    app.dependency_overrides[original] = lambda commons=Depends(original): {**commons, "skip": 1}

    params = {"q": "oak", "skip": 1, "limit": 100}
    assert client.get("/items/?q=oak&skip=7").json()["params"] == params


def test_none_does_not_switch_a_dependency_off(client, app, module):
    app.dependency_overrides[module.common_parameters] = None

    with pytest.raises(TypeError, match="None is not a callable object"):
        client.get("/items/")


def test_the_document_shows_the_original(app, overridden):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [each["name"] for each in parameters] == ["q", "skip", "limit"]


def test_nothing_is_overridden_outside_of_the_tests_that_ask_for_it(app):
    assert app.dependency_overrides == {}
