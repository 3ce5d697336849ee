"""Promises about the markers of parameters and dependencies."""

import dataclasses
import inspect
import warnings

import pytest

from etude import Body, Cookie, Depends, File, Form, Header, Path, Query, params
from etude.exceptions import EtudeDeprecationWarning

FUNCTIONS = [Query, Path, Header, Cookie, Body]
CLASSES = [params.Query, params.Path, params.Header, params.Cookie, params.Body]


@pytest.mark.parametrize(("function", "class_"), list(zip(FUNCTIONS, CLASSES)))
def test_a_marker_function_returns_an_instance_of_the_class_of_its_name(function, class_):
    marker = function(..., title="T")
    assert type(marker) is class_
    assert marker.title == "T"


def test_each_kind_of_parameter_says_where_it_is():
    assert [class_.in_.value for class_ in CLASSES[:4]] == ["query", "path", "header", "cookie"]
    assert all(issubclass(class_, params.Param) for class_ in CLASSES[:4])
    assert not issubclass(params.Body, params.Param)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_marker_shows_the_options_that_it_takes(function):
    parameters = inspect.signature(function).parameters
    names = {"default_factory", "alias", "gt", "pattern", "examples", "openapi_examples"}
    assert names <= parameters.keys()
    assert parameters["include_in_schema"].default is True


def test_a_header_and_a_body_take_options_of_their_own():
    assert inspect.signature(Header).parameters["convert_underscores"].default is True
    assert inspect.signature(Body).parameters["embed"].default is None
    assert inspect.signature(Body).parameters["media_type"].default == "application/json"
    assert "embed" not in inspect.signature(Query).parameters


@pytest.mark.parametrize("function", [Form, File])
def test_a_field_of_a_form_shows_the_media_type_of_its_form(function):
    shown = inspect.signature(function).parameters["media_type"].default
    assert shown == function().media_type


@pytest.mark.parametrize("marker", [*FUNCTIONS, *CLASSES])
def test_an_unknown_option_of_a_marker_is_refused_with_a_hint(marker):
    with pytest.raises(TypeError, match=r"'aliass'\. Did you mean 'alias'\?"):
        marker(..., aliass="x")


@pytest.mark.parametrize("function", [Query, Header, Cookie, Body])
def test_a_default_and_a_default_factory_exclude_each_other(function):
    with pytest.raises(TypeError, match="default or a default_factory, not both"):
        function(1, default_factory=int)


@pytest.mark.parametrize("class_", CLASSES)
def test_a_marker_prints_its_kind_and_its_default(class_):
    assert repr(class_(...)) == f"{class_.__name__}(PydanticUndefined)"


def test_a_marker_prints_its_default():
    assert repr(Query("x")) == "Query(x)"


@pytest.mark.parametrize("marker", [Query, Path, Header, Cookie, Body])
@pytest.mark.parametrize(
    ("options", "message"),
    [({"regex": "^a"}, "`regex` is deprecated"), ({"example": 1}, "`example` is deprecated")],
)
def test_an_old_option_warns_at_the_line_that_uses_it(marker, options, message):
    with pytest.warns(EtudeDeprecationWarning, match=message) as caught:
        marker(..., **options)
    assert [warning.filename for warning in caught] == [__file__]


def test_an_old_option_that_contradicts_the_new_one_is_refused():
    with pytest.warns(EtudeDeprecationWarning), pytest.raises(TypeError, match="give one"):
        Query(regex="^a", pattern="^b")


def test_the_old_and_the_new_option_may_say_the_same():
    with pytest.warns(EtudeDeprecationWarning):
        marker = Query(regex="^a", pattern="^a")
    assert [item.pattern for item in marker.metadata] == ["^a"]


def test_no_warning_where_nothing_is_old():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Query(pattern="^a").example is params.Undefined


def test_equal_dependencies_are_equal_and_cannot_be_changed():
    assert Depends(int) == Depends(int)
    assert hash(Depends(int)) == hash(Depends(int))
    assert Depends(int) != Depends(int, use_cache=False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Depends(int).use_cache = False


def test_only_the_callable_of_a_dependency_is_positional():
    with pytest.raises(TypeError):
        Depends(int, False)


def test_security_is_a_dependency_with_scopes():
    security = params.Security(int, scopes=["read"])
    assert isinstance(security, params.Depends)
    assert security.scopes == ["read"]
