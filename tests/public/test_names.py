"""Promises about the names that modules offer."""

import importlib
import inspect

import pytest

from etude import APIRouter, Etude
from etude.datastructures import Default, DefaultPlaceholder
from etude.exceptions import EtudeDeprecationWarning
from etude.responses import JSONResponse, PlainTextResponse
from etude.testclient import TestClient
from etude.utils import (
    deep_dict_update,
    generate_operation_id_for_path,
    generate_unique_id,
    get_path_param_names,
    get_value_or_default,
    is_body_allowed_for_status_code,
)

SAME = {
    "middleware": {"starlette.middleware": ["Middleware"]},
    "middleware.cors": {"starlette.middleware.cors": ["CORSMiddleware"]},
    "middleware.gzip": {"starlette.middleware.gzip": ["GZipMiddleware"]},
    "middleware.httpsredirect": {"starlette.middleware.httpsredirect": ["HTTPSRedirectMiddleware"]},
    "middleware.trustedhost": {"starlette.middleware.trustedhost": ["TrustedHostMiddleware"]},
    "staticfiles": {"starlette.staticfiles": ["StaticFiles"]},
    "templating": {"starlette.templating": ["Jinja2Templates"]},
    "testclient": {"starlette.testclient": ["TestClient"]},
    "datastructures": {
        "starlette.datastructures": [
            *("Address", "FormData", "Headers", "QueryParams", "State", "URL"),
        ]
    },
    "concurrency": {
        "contextlib": ["asynccontextmanager"],
        "starlette.concurrency": [
            *("iterate_in_threadpool", "run_in_threadpool", "run_until_first_complete"),
        ],
    },
    "routing": {"starlette.routing": ["BaseRoute", "Match", "Mount", "NoMatchFound"]},
    "utils": {"etude.routing": ["generate_unique_id"]},
}


@pytest.mark.parametrize(
    ("module", "origin", "name"),
    [
        (module, origin, name)
        for module, origins in SAME.items()
        for origin, names in origins.items()
        for name in names
    ],
)
def test_a_module_offers_the_same_object_under_our_name(module, origin, name):
    ours = getattr(importlib.import_module(f"etude.{module}"), name)
    assert ours is getattr(importlib.import_module(origin), name)


@pytest.mark.parametrize("name", ["sessions", "base", "authentication"])
def test_other_middleware_is_not_ours(name):
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(f"etude.middleware.{name}")


@pytest.mark.parametrize(
    "name", ["DecoratedCallable", "DependencyCacheKey", "IncEx", "ModelNameMap"]
)
def test_types_for_annotations_are_importable(name):
    assert hasattr(importlib.import_module("etude.types"), name)


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (Etude, ["frontend", "on_event", "setup", "build_middleware_stack", "add_route", "host"]),
        (APIRouter, ["frontend", "on_event", "add_event_handler", "route", "add_route", "mount"]),
    ],
)
def test_applications_and_routers_have_the_methods_that_are_known(owner, names):
    assert [name for name in names if not inspect.isfunction(getattr(owner, name))] == []


# Placeholders


def test_a_placeholder_holds_a_value_and_its_truth():
    placeholder = Default(1)
    assert isinstance(placeholder, DefaultPlaceholder)
    assert (placeholder.value, repr(placeholder)) == (1, "Default(1)")
    assert placeholder
    assert not Default(0)


def test_placeholders_of_equal_values_are_equal():
    assert Default([1]) == Default([1])
    assert Default(1) != Default(2)
    assert Default(1) != 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Default(1))


def test_an_option_with_a_placeholder_is_not_given():
    router = APIRouter(
        default_response_class=Default(JSONResponse),
        generate_unique_id_function=Default(generate_unique_id),
    )
    router.add_api_route("/", lambda: "text", response_class=Default(JSONResponse))
    app = Etude(default_response_class=PlainTextResponse)
    app.include_router(router, prefix="/x", default_response_class=Default(JSONResponse))
    assert TestClient(app).get("/x/").text == "text"


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ((Default(1), Default(2), 3, 4), 3),
        ((Default(1), Default(2)), Default(1)),
        ((None, 1), None),
        ((Default(None),), Default(None)),
    ],
)
def test_the_first_item_that_is_no_placeholder_counts(items, found):
    assert get_value_or_default(*items) == found


# Functions


@pytest.mark.parametrize(
    ("status_code", "allowed"),
    [
        *((None, True), ("default", True), ("1XX", True), ("2XX", True), (200, True)),
        *(("200", True), (100, False), (204, False), ("204", False), (205, False), (304, False)),
    ],
)
def test_a_status_tells_whether_there_may_be_a_body(status_code, allowed):
    assert is_body_allowed_for_status_code(status_code) is allowed


def test_the_names_in_a_path_are_what_stands_between_braces():
    assert get_path_param_names("/a/{x}/{y:int}") == {"x", "y:int"}
    assert get_path_param_names("/a") == set()


def test_dicts_are_merged_deeply_and_lists_joined():
    target = {"list": [1], "dict": {"kept": 1, "list": [1]}, "value": 1}
    deep_dict_update(target, {"list": [2], "dict": {"new": 2, "list": [2]}, "value": {"a": 1}})
    assert target == {
        "list": [1, 2],
        "dict": {"kept": 1, "list": [1, 2], "new": 2},
        "value": {"a": 1},
    }


def test_the_old_function_for_operation_ids_warns():
    with pytest.warns(EtudeDeprecationWarning, match="generate_unique_id") as caught:
        made = generate_operation_id_for_path(name="n", path="/a-b/{c}", method="GET")
    assert made == "n_a_b__c__get"
    assert caught[0].filename == __file__
