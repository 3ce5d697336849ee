"""Promises about the document: exceptions that are raised, and answers of the framework itself."""

import math
from typing import List

import pytest
from openapi_spec_validator import validate
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, Form, HTTPException, UploadFile
from etude.problems import Problem
from etude.security import APIKeyHeader, HTTPBearer
from etude.security.base import SecurityBase

PROBLEM = "application/problem+json"
ERROR = {"$ref": "#/components/schemas/HTTPErrorDetail"}
PLAIN_ERROR = {"application/json": {"schema": ERROR}}


class Shortage(BaseModel):
    left: int


class OutOfStock(Exception):
    """Nothing is left.

    More about it.
    """

    status_code = 409
    model = Shortage


class Taken(HTTPException):
    """Somebody has it."""

    status_code = 409


class Conflict(Problem):
    title = "It does not fit."
    status = 409
    reasons: List[str]
    code: int = 7


class Typed(Problem):
    type = "https://example.com/typed"
    status = 409


class Own(Exception):
    status_code = 410
    description = "Gone for good."
    model = int

    def to_response(self, request):
        """Never called."""


class Described(Exception):
    status_code = 410

    @property
    def description(self):
        """Never called."""


def document(app):
    found = app.openapi()
    validate(found)
    return found


def responses(app=None, **options):
    app = app or Etude()

    @app.get("/", **options)
    def read():
        """Never called."""

    return document(app)["paths"]["/"]["get"]["responses"]


def schemas(app):
    return document(app)["components"]["schemas"]


# Exceptions that are raised


def test_an_exception_is_documented_with_status_description_and_model():
    reference = {"$ref": "#/components/schemas/Shortage"}
    assert responses(raises=[OutOfStock])["409"] == {
        "description": "Nothing is left.",
        "content": {"application/json": {"schema": reference}},
    }


def test_an_exception_without_a_model_is_documented_by_its_detail():
    app = Etude()
    assert responses(app, raises=[Taken])["409"] == {
        "description": "Somebody has it.",
        "content": PLAIN_ERROR,
    }
    assert schemas(app)["HTTPErrorDetail"]["required"] == ["detail"]


@pytest.mark.parametrize(
    ("error", "description"),
    [(Own, "Gone for good."), (Described, "Gone"), (Conflict, "It does not fit.")],
)
def test_a_description_is_the_attribute_the_docstring_the_title_or_the_phrase(error, description):
    found = responses(raises=[error])
    assert found[max(found)]["description"] == description


def test_an_exception_that_makes_its_answer_may_have_any_model():
    content = responses(raises=[Own])["410"]["content"]
    assert content == {"application/json": {"schema": {"title": "Own", "type": "integer"}}}


def test_exceptions_of_one_status_are_documented_together():
    app = Etude()
    found = responses(app, raises=[OutOfStock, Taken, Taken, Conflict])["409"]
    assert found["description"] == "Nothing is left.\n\nSomebody has it.\n\nIt does not fit."
    options = [{"$ref": "#/components/schemas/Shortage"}, ERROR]
    assert found["content"]["application/json"] == {"schema": {"anyOf": options}}
    assert found["content"][PROBLEM] == {"schema": {"$ref": "#/components/schemas/Conflict"}}


def test_the_same_answer_is_documented_once():
    class Another(HTTPException):
        """Somebody has it."""

        status_code = 409

    found = responses(raises=[Taken, Another])["409"]
    assert found == {"description": "Somebody has it.", "content": PLAIN_ERROR}


def test_what_is_said_of_a_response_counts_more_than_what_its_exception_says():
    found = responses(
        raises=[OutOfStock], responses={409: {"description": "Mine", "x-note": "here"}}
    )["409"]
    assert (found["description"], found["x-note"]) == ("Mine", "here")
    assert "Shortage" in str(found["content"])


def test_the_schema_of_a_problem_has_its_members_and_what_is_fixed():
    app = Etude()
    responses(app, raises=[Conflict, Typed])
    found = schemas(app)
    assert found["Conflict"]["required"] == ["title", "reasons"]
    assert found["Conflict"]["properties"]["code"]["default"] == 7
    assert found["Conflict"]["properties"]["status"]["const"] == 409
    assert found["Conflict"]["properties"]["type"]["default"] == "about:blank"
    assert found["Typed"]["properties"]["type"]["const"] == "https://example.com/typed"
    assert "default" not in found["Typed"]["properties"]["detail"]


def test_one_problem_of_several_operations_has_one_schema():
    app = Etude(raises=[Conflict])
    responses(app)
    app.post("/")(lambda: None)
    assert list(schemas(app)) == ["Conflict"]


# What problem details change


@pytest.mark.parametrize(
    ("mode", "plain", "problems"),
    [
        (None, "HTTPValidationError", None),
        (True, None, "ValidationProblem"),
        ("accept", "HTTPValidationError", "ValidationProblem"),
    ],
)
def test_validation_errors_are_documented_in_the_media_types_that_clients_get(
    mode, plain, problems
):
    app = Etude(problem_details=mode)
    app.get("/{number}")(lambda number: None)
    content = document(app)["paths"]["/{number}"]["get"]["responses"]["422"]["content"]
    expected = {"application/json": plain, PROBLEM: problems}
    assert {key: each["schema"]["$ref"].split("/")[-1] for key, each in content.items()} == {
        key: name for key, name in expected.items() if name
    }
    assert ("InvalidPart" in schemas(app)) is bool(mode)
    assert ("ValidationError" in schemas(app)) is (mode is not True)


@pytest.mark.parametrize(
    ("mode", "problem", "other"),
    [
        (None, [PROBLEM], ["application/json"]),
        (True, [PROBLEM], [PROBLEM]),
        ("accept", ["application/json", PROBLEM], ["application/json", PROBLEM]),
    ],
)
def test_exceptions_are_documented_in_the_media_types_that_clients_get(mode, problem, other):
    assert list(responses(raises=[Typed], problem_details=mode)["409"]["content"]) == problem
    assert list(responses(raises=[Taken], problem_details=mode)["409"]["content"]) == other
    model = responses(raises=[OutOfStock], problem_details=mode)["409"]["content"]
    assert list(model) == ["application/json"]


def test_a_document_has_no_schema_that_nothing_refers_to():
    app = Etude(problem_details="accept")
    responses(app, raises=[Typed])
    assert list(schemas(app)) == ["HTTPErrorDetail", "Typed"]


# The answers of the framework itself


def full_app(**options):
    app = Etude(max_body_size=10, **options)

    @app.post("/", dependencies=[Depends(HTTPBearer())])
    def take(number: Annotated[int, Form()]):
        """Never called."""

    return app


def statuses(app, path="/", method="post"):
    return list(document(app)["paths"][path][method]["responses"])


@pytest.mark.parametrize(
    ("switch", "found"),
    [
        (None, ["200", "422"]),
        (False, ["200"]),
        (True, ["200", "400", "401", "404", "405", "413", "422"]),
    ],
)
def test_one_switch_documents_them_all_or_none(switch, found):
    assert statuses(full_app(document_errors=switch)) == found


def test_only_what_an_operation_may_answer_is_documented():
    assert list(responses(document_errors=True)) == ["200", "404", "405"]


def test_limits_are_documented_where_they_are_set():
    app = Etude(document_errors=True, answer_timeout=2)

    @app.post("/", body_timeout=1, form_limits={"media_types": ["image/png"]})
    def upload(file: UploadFile): ...

    @app.get("/", answer_timeout=math.inf)
    def read(): ...

    found = ["200", "400", "404", "405", "408", "413", "415", "422", "503"]
    assert sorted(statuses(app)) == found
    assert statuses(app, method="get") == ["200", "404", "405"]


def test_the_innermost_switch_counts():
    app, router = Etude(document_errors=True), APIRouter(document_errors=False)
    router.get("/a")(lambda q: None)
    router.get("/b", document_errors=True)(lambda q: None)
    app.include_router(router)
    assert statuses(app, "/a", "get") == ["200"]
    assert statuses(app, "/b", "get") == ["200", "404", "405", "422"]


def test_headers_are_documented():
    found = document(full_app(document_errors=True))["paths"]["/"]["post"]["responses"]
    text = {"schema": {"type": "string"}}
    assert found["401"] == {
        "description": "Unauthorized",
        "headers": {"WWW-Authenticate": text},
        "content": PLAIN_ERROR,
    }
    assert found["405"]["headers"] == {"Allow": text}
    assert "headers" not in found["413"]


def test_a_scheme_is_documented_with_the_status_that_it_answers():
    class Forbidding(APIKeyHeader):
        def make_not_authenticated_error(self):
            return HTTPException(403)

    class Bare(SecurityBase):
        model, scheme_name = HTTPBearer().model, "bare"

        def __call__(self):
            """Never called."""

    for scheme, status in ((Forbidding(name="key"), "403"), (Bare(), "401")):
        found = responses(document_errors=True, dependencies=[Depends(scheme)])
        assert list(found) == ["200", *sorted([status, "404", "405"])]


def test_a_scheme_that_does_not_refuse_is_not_documented():
    lenient = Depends(HTTPBearer(auto_error=False))
    assert "401" not in responses(document_errors=True, dependencies=[lenient])


@pytest.mark.parametrize("key", ["4XX", "default"])
def test_what_covers_a_status_stands_for_it(key):
    found = responses(document_errors=True, responses={key: {"description": "Wrong"}})
    assert list(found) == ["200", key]


def test_what_is_said_of_a_status_stays():
    found = responses(document_errors=True, responses={404: {"description": "No item"}})
    assert found["404"] == {"description": "No item"}


def test_the_answers_are_problems_where_problem_details_are_on():
    found = responses(document_errors=True, problem_details=True)
    assert list(found["404"]["content"]) == [PROBLEM]
