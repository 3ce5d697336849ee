"""Promises about mistakes in declarations: each is refused when it is declared, with a remedy."""

import functools
import inspect
import pathlib
import sys
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest
from pydantic import AliasChoices, AliasPath, BaseModel, Field
from typing_extensions import Annotated

from etude import (
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Etude,
    Header,
    Path,
    Query,
    Request,
    Response,
)
from etude.exceptions import DeclarationError, EtudeError, PydanticV1NotSupportedError
from etude.testclient import TestClient


class Model(BaseModel):
    a: int


class Opaque:
    pass


def declare(function, path="/", **options):
    Etude().add_api_route(path, function, **options)


def annotated(type_, *default):
    """Return a function whose argument `x` has a type and maybe a default."""
    if default:

        def endpoint(x: type_ = default[0]):
            pass

    else:

        def endpoint(x: type_):
            pass

    return endpoint


def mistake(function, path="/", **options):
    """Declare a function and return what the error says."""
    with pytest.raises(DeclarationError) as caught:
        declare(function, path, **options)
    assert isinstance(caught.value, EtudeError)
    assert isinstance(caught.value, AssertionError)
    return str(caught.value)


def test_a_message_names_the_function_its_file_and_its_line():
    def read_item(request: Annotated[Request, Query()]):
        pass

    line = read_item.__code__.co_firstlineno
    message = mistake(read_item)
    assert "read_item() in " in message
    assert f"test_declaration_errors.py, line {line}," in message
    assert message.endswith("A Request is handed over as it is: remove Query().")


def test_a_file_below_the_working_directory_is_named_from_there(monkeypatch, tmp_path):
    function = annotated(Annotated[Request, Query()])
    monkeypatch.chdir(pathlib.Path(__file__).parent)
    assert " in test_declaration_errors.py, line" in mistake(function)
    monkeypatch.chdir(tmp_path)
    assert f" in {__file__}, line" in mistake(function)


PATH_DEFAULT = "gives the path parameter `x` a default.*remove the default"


@pytest.mark.parametrize(
    ("type_", "default", "path", "message"),
    [
        (
            Annotated[Request, Query()],
            (),
            "/",
            r"asks for `x: Request` and marks it with Query\(\)",
        ),
        (Annotated[Response, Body()], (), "/", r"remove Body\(\)"),
        (Annotated[BackgroundTasks, Query()], (), "/", "handed over as it is"),
        (Request, (Header(),), "/", r"marks it with Header\(\)"),
        (int, (Path(default=3),), "/{x}", PATH_DEFAULT),
        (Annotated[int, Path(default=3)], (), "/{x}", PATH_DEFAULT),
        (Annotated[int, Path(default_factory=int)], (), "/{x}", PATH_DEFAULT),
        (Annotated[int, Path()], (3,), "/{x}", PATH_DEFAULT),
        (int, (Query(),), "/{x}", r"marks `x` with Query\(\), and the path has \{x\}"),
        (Annotated[int, Header()], (), "/{x}", r"marks `x` with Header\(\)"),
        (Annotated[int, Query()], (Query(),), "/", r"marks `x` twice, with Query\(\) in Annotated"),
        (Annotated[int, Query()], (Body(),), "/", r"and Body\(\) as the default. Keep the one"),
        (Annotated[int, Query()], (Depends(int),), "/", r"Depends\(\) as the default"),
        (Annotated[int, Depends(int)], (Depends(int),), "/", "marks `x` twice"),
        (Annotated[int, Query(3)], (), "/", r"a default inside Query\(\) in Annotated.*= 3`"),
        (Annotated[int, Header(None)], (), "/", r"a default inside Header\(\)"),
        (Annotated[int, Cookie("a")], (), "/", r"`x: Annotated\[...\] = 'a'`"),
        (Annotated[int, Body(default=1)], (), "/", r"a default inside Body\(\)"),
        (Annotated[int, Depends], (), "/", r"with Depends without calling it. Write Depends\(\)"),
        (inspect.Parameter.empty, (Depends(),), "/", "says nowhere on what it depends"),
        (int, (Field(5),), "/", r"a Pydantic Field\(\) as its default. Write Query\(\)"),
        (Annotated[dict, Query()], (), "/", "query parameter `x` of the type dict, which is more"),
        (Annotated[List[Model], Query()], (), "/", "query parameter `x`.*Body()"),
        (Annotated[Dict[str, int], Header()], (), "/", "header parameter `x`"),
        (Annotated[Dict[str, int], Cookie()], (), "/", "cookie parameter `x`"),
        (List[int], (), "/{x}", "path parameter `x`"),
        (Annotated[Tuple[int, int], Path()], (), "/{x}", "path parameter `x`"),
        (Opaque, (), "/", "which Pydantic cannot read.*mark a dependency with Depends"),
        (Annotated[Opaque, Query()], (), "/", "declares the parameter `x`.*Opaque"),
        (Optional[Request], (), "/", "which Pydantic cannot read"),
        (Optional[BackgroundTasks], (None,), "/", "which Pydantic cannot read"),
        (
            "Missing",
            (),
            "/",
            "annotates `x` with Missing, which cannot be evaluated.*TYPE_CHECKING",
        ),
        ("List[Missing]", (), "/", "name 'Missing' is not defined"),
        ("Annotated[Missing, Depends()]", (), "/", "cannot be evaluated"),
        ("1 +", (), "/", "cannot be evaluated"),
        (List["Missing"], (), "/", "Missing"),  # noqa: F821
        ("Opaque.none", (), "/", "cannot be evaluated"),
        ("Opaque[int]", (), "/", "cannot be evaluated"),
    ],
)
def test_a_mistake_in_an_argument_is_refused_with_a_remedy(type_, default, path, message):
    function = annotated(type_, *default)
    text = mistake(function, path)
    assert inspect.cleandoc(text) == text
    assert "endpoint() in " in text
    with pytest.raises(DeclarationError, match=f"(?s){message}"):
        declare(function, path)


def test_a_mistake_in_a_dependency_names_the_dependency():
    def dependency(request: Annotated[Request, Query()]):
        pass

    assert "dependency() in " in mistake(lambda value=Depends(dependency): None)  # noqa: B008


def test_an_argument_by_position_only_is_refused():
    namespace: Dict[str, Any] = {}
    exec("def endpoint(x, /): pass", namespace)
    assert "takes `x` by position only" in mistake(namespace["endpoint"])


def test_an_argument_by_position_only_is_taken_where_the_signature_is_made_up():
    def read(**given: int):
        return given

    parameter = inspect.Parameter("x", inspect.Parameter.POSITIONAL_ONLY, annotation=int)
    read.__signature__ = inspect.Signature([parameter])  # type: ignore[attr-defined]  # as fastcrud does
    app = Etude()
    app.get("/{x}")(read)

    assert TestClient(app).get("/3").json() == {"x": 3}


def test_variadic_arguments_are_passed_over():
    app = Etude()

    @app.get("/")
    def read(*args: int, q: int = 1, **kwargs: int):
        return [args, q, kwargs]

    (parameter,) = app.openapi()["paths"]["/"]["get"]["parameters"]
    assert parameter["name"] == "q"


def test_a_constraint_that_pydantic_refuses_is_refused():
    with pytest.raises(DeclarationError, match="declares the parameter `x`"):
        declare(annotated(Annotated[int, Query(gt=1.5)]))


def test_a_default_beside_a_default_factory_is_refused():
    with pytest.raises(TypeError, match=r"endpoint.*gives `x` a default and a default_factory"):
        declare(annotated(Annotated[int, Query(default_factory=int)], 3))


def test_a_name_among_alias_paths_counts():
    alias = AliasChoices(AliasPath("a", 0), "b")
    app = Etude()
    app.add_api_route("/", annotated(Annotated[int, Query(validation_alias=alias)]))
    (parameter,) = app.openapi()["paths"]["/"]["get"]["parameters"]
    assert parameter["name"] == "b"


# Dependencies


@pytest.mark.parametrize("dependency", ["abc", 3, [], Opaque()])
def test_a_dependency_that_cannot_be_called_is_refused(dependency):
    with pytest.raises(TypeError, match=r"which is not a callable object\. Give Depends"):
        declare(annotated(int, Depends(dependency)))


@pytest.mark.parametrize("entry", [len, Depends(), 3])
def test_each_entry_of_dependencies_must_be_a_dependency(entry):
    message = mistake(lambda: None, dependencies=[entry])
    assert "among its dependencies. Each must be Depends(function)." in message


@pytest.mark.parametrize("type_", [Optional[Model], List[int]])
def test_depends_on_a_type_that_is_no_class_is_refused(type_):
    with pytest.raises((DeclarationError, TypeError), match="endpoint"):
        declare(annotated(Annotated[type_, Depends()]))


def test_a_circle_of_dependencies_is_refused_by_its_names():
    def first(value=None):
        pass

    def second(value: Annotated[None, Depends(first)]):
        pass

    first.__signature__ = inspect.Signature(
        [inspect.Parameter("value", inspect.Parameter.KEYWORD_ONLY, default=Depends(second))]
    )
    message = mistake(first)
    assert "Dependencies go in a circle: " in message
    assert [part.split("(")[0].rpartition(".")[2] for part in message.split(" → ")] == [
        "first",
        "second",
        "first",
    ]


# Answers


@pytest.mark.parametrize("status_code", [101, 204, 205, 304])
@pytest.mark.parametrize("model", [Model, dict, Any])
def test_a_status_without_a_body_takes_no_model(status_code, model):
    message = mistake(lambda: None, status_code=status_code, response_model=model)
    assert f"answers with status {status_code}, which has no body, and has a response" in message


def test_a_status_without_a_body_goes_with_no_model():
    def remove() -> None:
        pass

    declare(remove, status_code=204)
    declare(lambda: None, status_code=204, response_model=None)


def test_a_status_code_must_be_an_integer():
    assert "has the status code '201'. It must be an integer." in mistake(
        lambda: None, status_code="201"
    )


@pytest.mark.parametrize("model", [Opaque, Response, Optional[Response]])
def test_a_type_that_cannot_be_a_model_is_refused_with_the_way_out(model):
    with pytest.raises(EtudeError, match=r"(?s)has the response type .*response_model=None"):
        declare(lambda: None, response_model=model)


def test_an_annotation_that_cannot_be_a_model_is_refused_with_the_way_out():
    def read() -> Optional[Response]:
        pass

    with pytest.raises(EtudeError, match=r"read.*response_model=None"):
        declare(read)


@pytest.mark.parametrize(
    "responses",
    [
        {"abc": {"description": "no status"}},
        {404: 3},
        {204: {"model": Model}},
        {404: {"model": 3}},
        {404: {"model": Opaque}},
    ],
)
def test_a_further_response_that_cannot_be_is_refused(responses):
    with pytest.raises((EtudeError, AssertionError, ValueError), match=r"lambda|responses"):
        declare(lambda: None, responses=responses)


def test_a_return_annotation_that_cannot_be_evaluated_is_refused():
    def read() -> "Missing":  # noqa: F821
        pass

    assert "annotates `return` with Missing" in mistake(read)


def test_models_of_the_old_pydantic_are_refused():
    if sys.version_info >= (3, 14):
        pytest.skip("pydantic.v1 does not run on this Python")
    from pydantic.v1 import BaseModel as OldBaseModel

    class Old(OldBaseModel):
        a: int = 1

    with pytest.raises(PydanticV1NotSupportedError, match="annotates `x` with Old, a model of"):
        declare(annotated(Old))
    with pytest.raises(PydanticV1NotSupportedError, match="returns Old, a model of"):
        declare(lambda: None, response_model=Old)


# Routes


def test_the_methods_of_a_route_are_a_list_with_something_in_it():
    assert "are the string 'GET'. Give a list: ['GET']." in mistake(lambda: None, methods="GET")
    assert "are an empty list. Give one at least." in mistake(lambda: None, methods=[])


def test_an_endpoint_can_be_called():
    assert "The endpoint of '/' is 3, which cannot be called." in mistake(3)


def test_a_name_stands_once_in_a_path():
    with pytest.raises(ValueError, match="Duplicated param name"):
        declare(lambda: None, "/{a}/{a}")


def test_a_convertor_is_known():
    with pytest.raises(AssertionError, match="convertor"):
        declare(lambda: None, "/{a:zzz}")


# How a place is named when there is little to name


class Endpoint:
    def __init__(self, function: Callable[..., Any]):
        self.function = function

    def __call__(self, x: Annotated[Request, Query()]):
        pass


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (
            functools.partial(annotated(Annotated[Request, Query()])),
            "annotated.<locals>.endpoint()",
        ),
        (Endpoint(len), "Endpoint.__call__()"),
    ],
)
def test_a_partial_and_an_object_are_named_by_what_they_call(function, name):
    assert name in mistake(function)


def test_a_builtin_is_named_without_a_file():
    message = mistake(functools.partial(abs, 1), dependencies=[3])
    assert message.startswith("abs() is declared with 3 among its dependencies.")
