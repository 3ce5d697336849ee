"""Promises about the options of routers and of inclusions, and how they come together."""

from typing import List

import pytest
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from typing_extensions import Annotated

from etude import APIRouter, Body, Depends, Etude
from etude.routing import APIRoute
from etude.testclient import TestClient

LEVELS = ["app", "include", "router", "operation"]
"""Who may say something about an operation, the outermost first."""


def layered(options, *, endpoint=lambda: None, method="get", included_in=None):
    """Return an application with one operation at `/`, and what each level says about it."""
    app, router = Etude(**options.get("app", {})), APIRouter(**options.get("router", {}))
    router.add_api_route("/", endpoint, methods=[method], **options.get("operation", {}))
    outer = app if included_in is None else included_in
    outer.include_router(router, **options.get("include", {}))
    if included_in is not None:
        app.include_router(included_in)
    return app


def operation(app, method="get", path="/"):
    return app.openapi()["paths"][path][method]


def test_tags_stand_from_the_outermost_to_the_innermost():
    app = layered({level: {"tags": [level, "all"]} for level in LEVELS})
    assert operation(app)["tags"] == ["app", "all", "include", "router", "operation"]


def test_dependencies_run_from_the_outermost_to_the_innermost_and_then_the_arguments():
    calls = []

    def note(name):
        return Depends(lambda: calls.append(name))

    def endpoint(value: Annotated[None, note("argument")]):
        calls.append("endpoint")

    options = {level: {"dependencies": [note(level), note(f"{level} 2")]} for level in LEVELS}
    app = layered(options, endpoint=endpoint)
    assert TestClient(app).get("/").status_code == 200
    assert calls == [
        *("app", "app 2", "include", "include 2", "router", "router 2"),
        *("operation", "operation 2", "argument", "endpoint"),
    ]


def test_responses_are_merged_and_the_innermost_wins():
    options = {
        "app": {"responses": {400: {"description": "app"}, 401: {"description": "app"}}},
        "include": {"responses": {401: {"description": "include"}}},
        "router": {"responses": {402: {"description": "router"}}},
        "operation": {"responses": {402: {"description": "operation"}}},
    }
    responses = operation(layered(options))["responses"]
    descriptions = {code: said["description"] for code, said in responses.items() if code != "200"}
    assert descriptions == {"400": "app", "401": "include", "402": "operation"}


@pytest.mark.parametrize("level", LEVELS)
def test_any_level_deprecates_and_none_undoes_it(level):
    options = {other: {"deprecated": other == level} for other in LEVELS}
    assert operation(layered(options))["deprecated"] is True


@pytest.mark.parametrize("level", LEVELS)
def test_any_level_hides_and_none_undoes_it(level):
    options = {other: {"include_in_schema": other != level} for other in LEVELS}
    app = layered(options)
    assert app.openapi()["paths"] == {}
    assert TestClient(app).get("/").status_code == 200


class Upper(JSONResponse):
    media_type = "application/upper"


@pytest.mark.parametrize("levels", [LEVELS[:count] for count in range(1, 5)], ids="-".join)
def test_the_innermost_class_of_responses_wins(levels):
    classes = dict(zip(LEVELS, [PlainTextResponse, HTMLResponse, Upper, JSONResponse]))
    options = {
        level: {
            "response_class" if level == "operation" else "default_response_class": classes[level]
        }
        for level in levels
    }
    app = layered(options, endpoint=lambda: "text")
    media_type = classes[levels[-1]].media_type
    assert TestClient(app).get("/").headers["content-type"].split(";")[0] == media_type
    assert list(operation(app)["responses"]["200"]["content"]) == [media_type]


@pytest.mark.parametrize("levels", [LEVELS[:count] for count in range(1, 5)], ids="-".join)
def test_the_innermost_function_names_the_operation(levels):
    def named(level):
        return lambda route: f"{level} {route.path} {route.path_format} {route.name} {route.tags}"

    options = {level: {"generate_unique_id_function": named(level)} for level in levels}
    options.setdefault("include", {}).update(prefix="/{x}", tags=["t"])
    app = layered({**options, "operation": {**options.get("operation", {}), "name": "read"}})
    expected = f"{levels[-1]} /{{x}}/ /{{x}}/ read ['t']"
    assert operation(app, path="/{x}/")["operationId"] == expected


def test_the_function_always_gets_a_route_and_names_components_too():
    seen: List[object] = []

    def name(route):
        seen.append(route)
        return f"Tg-{route.name}"

    class Shown(BaseModel):
        x: int

    def create(a: Annotated[int, Body()], b: Annotated[int, Body()]) -> List[int]:
        return [a, b]

    app = layered({"app": {"generate_unique_id_function": name}}, endpoint=create, method="post")
    assert {type(route) for route in [app.routes[-1], *seen]} == {APIRoute}
    described = operation(app, "post")
    assert described["operationId"] == "Tg-create"
    assert described["responses"]["200"]["content"]["application/json"]["schema"]["title"] == (
        "Response Tg-Create"
    )
    assert "Body_Tg-create" in app.openapi()["components"]["schemas"]


def add(numbers: List[int]):
    return sum(numbers)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({}, 422),
        ({"app": {"strict_content_type": False}}, 200),
        ({"router": {"strict_content_type": False}}, 200),
        (
            {"app": {"strict_content_type": False}, "router": {"strict_content_type": True}},
            422,
        ),
        (
            {"app": {"strict_content_type": True}, "router": {"strict_content_type": False}},
            200,
        ),
    ],
    ids=repr,
)
def test_the_innermost_level_says_what_a_body_without_a_type_is(options, status):
    client = TestClient(layered(options, endpoint=add, method="post"))
    assert client.post("/", content=b"[3]").status_code == status


def test_limits_of_forms_are_merged_one_by_one():
    options = {
        "app": {"form_limits": {"max_fields": 1, "max_files": 1}},
        "include": {"form_limits": {"max_files": 2}},
        "router": {"form_limits": {"max_part_size": 10}},
        "operation": {"form_limits": {"max_files": 3}},
    }
    route = layered(options).routes[-1]
    assert route.form_limits == {"max_fields": 1, "max_files": 3, "max_part_size": 10}


def test_callbacks_of_all_levels_are_documented():
    def callbacks(name):
        router = APIRouter()
        router.add_api_route(f"/{name}", lambda: None, name=name)
        return {"callbacks": router.routes}

    app = layered({level: callbacks(level) for level in LEVELS})
    assert list(operation(app)["callbacks"]) == LEVELS


def test_the_router_in_between_counts_too():
    outer = APIRouter(prefix="/outer", tags=["outer"], deprecated=True)
    options = {"include": {"tags": ["include"]}, "router": {"tags": ["inner"]}}
    app = layered(options, included_in=outer)
    described = operation(app, path="/outer/")
    assert described["tags"] == ["outer", "include", "inner"]
    assert described["deprecated"] is True


# What a router says is captured when something is declared


def test_options_of_a_router_are_attributes():
    listed = [Depends(lambda: 1)]
    router = APIRouter(prefix="/p", tags=["t"], dependencies=listed, include_in_schema=False)
    assert (router.prefix, router.tags, router.dependencies) == ("/p", ["t"], listed)
    assert (router.include_in_schema, router.deprecated, router.responses) == (False, None, {})
    assert APIRouter().include_in_schema is True
    assert APIRouter().callbacks == []


def test_a_change_of_a_router_holds_for_what_is_declared_afterwards():
    calls = []
    router = APIRouter(tags=["t"], dependencies=[])
    router.add_api_route("/before", lambda: None)
    router.prefix = "/later"
    router.tags.append("u")
    router.dependencies.append(Depends(lambda: calls.append(1)))
    router.deprecated = True
    router.add_api_route("/after", lambda: None)
    app = Etude()
    app.include_router(router)
    assert operation(app, path="/before")["tags"] == ["t"]
    assert "deprecated" not in operation(app, path="/before")
    assert operation(app, path="/later/after")["tags"] == ["t", "u"]
    assert operation(app, path="/later/after")["deprecated"] is True
    client = TestClient(app)
    client.get("/before")
    assert calls == []
    client.get("/later/after")
    assert calls == [1]


def test_the_router_of_an_application_can_be_changed_likewise():
    app, calls = Etude(), []
    app.add_api_route("/before", lambda: None)
    app.router.dependencies.append(Depends(lambda: calls.append(1)))
    app.add_api_route("/after", lambda: None)
    client = TestClient(app)
    client.get("/before")
    assert calls == []
    client.get("/after")
    assert calls == [1]


def test_options_that_are_given_to_a_router_stay_the_callers_own():
    tags = ["t"]
    router = APIRouter(tags=tags)
    router.tags.append("u")
    assert tags == ["t"]
