"""Promises about the keyword options of operations, routers and applications."""

import inspect

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude
from etude.responses import HTMLResponse, PlainTextResponse
from etude.routing import APIRoute
from etude.testclient import TestClient

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]


def operation(app, path="/", method="get"):
    return app.openapi()["paths"][path][method]


@pytest.mark.parametrize("name", [*METHODS, "api_route", "add_api_route"])
@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_a_signature_shows_each_option_with_its_default(owner, name):
    parameters = inspect.signature(getattr(owner, name)).parameters
    assert parameters["response_model"].default is None
    assert parameters["status_code"].default is None
    assert parameters["include_in_schema"].default is True
    assert parameters["response_description"].default == "Successful Response"
    assert parameters["response_model_by_alias"].default is True
    assert parameters["response_model_exclude_unset"].default is False
    assert "options" not in parameters


def test_options_are_keyword_only_and_carry_their_documentation():
    parameter = inspect.signature(Etude.get).parameters["summary"]
    assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
    assert "One line" in str(parameter.annotation)


def test_the_application_shows_the_options_of_the_document():
    parameters = inspect.signature(Etude).parameters
    assert parameters["title"].default == "Etude"
    assert parameters["openapi_url"].default == "/openapi.json"
    assert parameters["redirect_slashes"].default is True
    assert parameters["tags"].default is None
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", METHODS)
def test_an_unknown_option_is_refused_with_the_name_that_was_meant(name):
    with pytest.raises(TypeError) as caught:
        getattr(Etude(), name)("/", sumary="x")
    assert str(caught.value) == (
        f"{name}() got an unexpected keyword argument 'sumary'. Did you mean 'summary'?"
    )


def test_an_unknown_option_without_a_likeness_is_refused_without_a_hint():
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'zzzz'$"):
        Etude(zzzz=1)


@pytest.mark.parametrize("owner", [Etude, APIRouter])
def test_constructors_take_no_positional_arguments(owner):
    with pytest.raises(TypeError):
        owner("title")


def test_only_the_path_is_positional():
    with pytest.raises(TypeError):
        Etude().get("/", int)


def test_an_option_given_as_none_counts_as_not_given():
    app = Etude()

    @app.get("/", status_code=None, summary=None, tags=None, response_class=None, name=None)
    def read() -> int:
        return 1

    assert TestClient(app).get("/").status_code == 200
    assert operation(app)["summary"] == "Read"


def test_a_response_model_of_none_is_a_choice_and_not_an_absence():
    app = Etude()

    @app.get("/", response_model=None)
    def read() -> int:
        return "text"

    assert TestClient(app).get("/").json() == "text"
    assert operation(app)["responses"]["200"]["content"] == {"application/json": {"schema": {}}}


# What an application and an operation say together


def test_tags_are_joined_and_none_appears_twice():
    app = Etude(tags=["all", "shop"])

    @app.get("/", tags=["shop", "items"])
    def read():
        pass

    assert operation(app)["tags"] == ["all", "shop", "items"]


def test_dependencies_of_the_application_run_before_those_of_the_operation():
    calls = []
    app = Etude(dependencies=[Depends(lambda: calls.append("application"))])

    @app.get("/", dependencies=[Depends(lambda: calls.append("operation"))])
    def read(
        argument: Annotated[None, Depends(lambda: calls.append("argument"))],
    ):
        calls.append("endpoint")

    TestClient(app).get("/")
    assert calls == ["application", "operation", "argument", "endpoint"]


def test_responses_are_merged_and_the_operation_wins():
    app = Etude(responses={404: {"description": "outer"}, 410: {"description": "gone"}})

    @app.get("/", responses={404: {"description": "inner"}})
    def read():
        pass

    responses = operation(app)["responses"]
    assert responses["404"]["description"] == "inner"
    assert responses["410"]["description"] == "gone"


@pytest.mark.parametrize(
    ("outer", "inner", "deprecated"),
    [(None, True, True), (True, None, True), (True, False, True), (False, False, False)],
)
def test_an_operation_is_deprecated_where_any_level_says_so(outer, inner, deprecated):
    app = Etude(deprecated=outer)
    app.add_api_route("/", lambda: None, deprecated=inner)
    assert operation(app).get("deprecated", False) is deprecated


@pytest.mark.parametrize(("outer", "inner"), [(False, True), (True, False)])
def test_an_operation_is_hidden_where_any_level_says_so(outer, inner):
    app = Etude(include_in_schema=outer)
    app.add_api_route("/", lambda: 1, include_in_schema=inner)
    assert app.openapi()["paths"] == {}
    assert TestClient(app).get("/").json() == 1


def test_the_default_response_class_holds_for_operations_that_name_none():
    app = Etude(default_response_class=PlainTextResponse)
    app.add_api_route("/plain", lambda: "x")
    app.add_api_route("/html", lambda: "x", response_class=HTMLResponse)
    client = TestClient(app)
    assert client.get("/plain").headers["content-type"] == "text/plain; charset=utf-8"
    assert client.get("/html").headers["content-type"] == "text/html; charset=utf-8"


def test_the_innermost_function_makes_the_operation_id():
    app = Etude(generate_unique_id_function=lambda route: f"outer-{route.name}")
    app.add_api_route("/a", lambda: None, name="a")
    app.add_api_route(
        "/b", lambda: None, name="b", generate_unique_id_function=lambda route: "inner"
    )
    assert operation(app, "/a")["operationId"] == "outer-a"
    assert operation(app, "/b")["operationId"] == "inner"


# Decorators


@pytest.mark.parametrize("method", [name for name in METHODS if name != "head"])
def test_a_method_decorator_serves_its_method_and_returns_the_function(method):
    app = Etude()

    def endpoint():
        return method

    assert getattr(app, method)("/")(endpoint) is endpoint
    client = TestClient(app)
    assert client.request(method.upper(), "/").json() == method
    allowed = {method.upper(), "OPTIONS", *(["HEAD"] if method == "get" else [])}
    assert client.request("FOO", "/").headers["allow"] == ", ".join(sorted(allowed))


def test_a_head_operation_answers_with_the_headers_alone():
    app = Etude()

    @app.head("/")
    def measure():
        return "x"

    response = TestClient(app).head("/")
    assert (response.status_code, response.headers["content-length"]) == (200, "3")


def test_one_function_can_serve_several_operations():
    app = Etude()

    @app.get("/a")
    @app.post("/b")
    def serve():
        return 1

    client = TestClient(app)
    assert client.get("/a").json() == client.post("/b").json() == serve() == 1


def test_api_route_takes_several_methods_and_by_default_get():
    app = Etude()

    @app.api_route("/", methods=["put", "POST"])
    def change():
        return "changed"

    @app.api_route("/read")
    def read():
        return "read"

    client = TestClient(app)
    assert client.put("/").json() == client.post("/").json() == "changed"
    assert client.get("/").headers["allow"] == "OPTIONS, POST, PUT"
    assert client.get("/read").json() == "read"


def test_a_route_keeps_its_options_as_attributes():
    def read():
        """Say a word.\f Not for readers."""

    route = APIRoute("/x", read, tags=["t"], status_code=201, deprecated=True)
    assert (route.path, route.endpoint, route.methods) == ("/x", read, {"GET"})
    assert (route.tags, route.status_code, route.deprecated) == (["t"], 201, True)
    assert (route.name, route.description) == ("read", "Say a word.")
    assert (route.responses, route.dependencies, route.response_model) == ({}, [], None)
    assert route.include_in_schema is True


def test_an_operation_id_may_be_set_after_the_declaration():
    app = Etude()
    app.add_api_route("/", lambda: None)
    for route in app.routes:
        if isinstance(route, APIRoute):
            route.operation_id = "later"
    assert operation(app)["operationId"] == "later"


class Callable_:
    def __call__(self):
        return "called"

    def method(self):
        return "method"


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        (Callable_(), "Callable_"),
        (Callable_().method, "method"),
        (Callable_, "Callable_"),
        (lambda: None, "<lambda>"),
    ],
)
def test_a_route_is_named_after_its_function_or_its_class(endpoint, name):
    assert APIRoute("/", endpoint).name == name
    assert APIRoute("/", endpoint, name="own").name == "own"
