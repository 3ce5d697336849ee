"""Promises about problem details (RFC 9457): who gets them, and what they say."""

from http import HTTPStatus
from typing import Any, ClassVar, Dict, List, Union
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.testclient import WebSocketDenialResponse
from typing_extensions import Annotated, Literal

from etude import APIRouter, Etude, File, Form, HTTPException, Query, UploadFile, WebSocket
from etude.exception_handlers import http_exception_handler
from etude.exceptions import DeclarationError, RequestValidationError
from etude.problems import Problem
from etude.responses import PlainTextResponse
from etude.routing import Mount, Route
from etude.testclient import TestClient

PROBLEM = "application/problem+json"


def raising(error, owner=None, **options):
    """Return a client of an application whose only operation raises an exception."""
    app = Etude() if owner is None else owner

    @app.get("/", **options)
    def fail():
        raise error

    return TestClient(app, raise_server_exceptions=False)


def problem_from(answer):
    assert answer.headers["content-type"] == PROBLEM
    return answer.json()


def answer_to(error, path="/", **options):
    return raising(error, Etude(problem_details=True), **options).get(path)


# What a problem says


def test_an_http_exception_says_its_status_its_phrase_and_its_detail():
    answer = answer_to(HTTPException(409, "The name is taken.", {"X-Name": "desk"}))
    assert answer.status_code == 409
    assert answer.headers["x-name"] == "desk"
    assert answer.text == (
        '{"type":"about:blank","title":"Conflict","status":409,"detail":"The name is taken.",'
        '"instance":"/"}'
    )


@pytest.mark.parametrize("class_", [HTTPException, StarletteHTTPException])
def test_a_detail_that_only_repeats_the_title_is_left_out(class_):
    assert "detail" not in problem_from(answer_to(class_(404)))


def test_a_detail_that_is_no_text_becomes_a_member():
    problem = problem_from(answer_to(HTTPException(400, {"code": 7})))
    assert problem["data"] == {"code": 7}
    assert "detail" not in problem


def test_a_status_without_a_body_stays_without_one():
    answer = answer_to(HTTPException(304))
    assert (answer.content, answer.headers.get("content-type")) == (b"", None)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (413, "Content Too Large"),
        (422, "Unprocessable Content"),
        (499, "Error"),
    ],
)
def test_titles_are_the_same_in_all_versions_of_python(status, title):
    assert problem_from(answer_to(HTTPException(status, "x")))["title"] == title


def test_a_body_over_the_limit_is_a_problem_that_says_so_once():
    app = Etude(problem_details=True, max_body_size=3)

    @app.post("/")
    def take(number: Annotated[int, Form()]):
        """Never called."""

    assert problem_from(TestClient(app).post("/", content=b"12345")) == {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": 413,
        "instance": "/",
    }


@pytest.mark.parametrize(
    ("path", "instance"),
    [
        ("/a b/\N{SNOWMAN}", "/a%20b/%E2%98%83"),
        ("//other.example/x", "/other.example/x"),
        ("/50%25", "/50%25"),
        ("/a:b@c", "/a:b@c"),
    ],
)
def test_the_instance_is_the_path_of_the_request_as_a_reference(exchange, path, instance):
    raw = path.replace("%25", "%")
    answer = exchange(Etude(problem_details=True), raw)
    assert f'"instance":"{instance}"'.encode() in answer.body


def test_an_exception_that_nobody_handles_is_a_problem_and_is_still_raised():
    app = Etude(problem_details=True)
    client = raising(ZeroDivisionError("secret"), app)
    answer = client.get("/")
    assert problem_from(answer) == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "instance": "/",
    }
    with pytest.raises(ZeroDivisionError):
        TestClient(app).get("/")


def test_a_refused_handshake_is_a_problem():
    app = Etude(problem_details=True)

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        raise HTTPException(403, "Members only.")

    with pytest.raises(WebSocketDenialResponse) as caught, TestClient(app).websocket_connect("/"):
        """Never entered."""
    assert problem_from(caught.value)["detail"] == "Members only."


# Problems of one's own


class OutOfCredit(Problem):
    type = "https://bank.example.com/out-of-credit"
    title = "Out of credit"
    status = HTTPStatus.FORBIDDEN
    balance: int
    currency: str = "EUR"
    audited: ClassVar[bool] = True


class Overdrawn(OutOfCredit):
    limit: int


def test_a_problem_is_one_also_where_the_switch_is_off():
    answer = raising(OutOfCredit("You have 3.", balance=3)).get("/")
    assert answer.status_code == 403
    assert problem_from(answer) == {
        "type": "https://bank.example.com/out-of-credit",
        "title": "Out of credit",
        "status": 403,
        "detail": "You have 3.",
        "instance": "/",
        "balance": 3,
        "currency": "EUR",
    }


def test_what_is_given_counts_more_than_what_the_class_says():
    given_ = {"type": "/kinds/7", "title": "Broke", "status": 402, "instance": "/transfers/7"}
    answer = raising(OutOfCredit(balance=0, currency="SEK", **given_, headers={"X-A": "b"})).get(
        "/"
    )
    assert answer.headers["x-a"] == "b"
    assert problem_from(answer) == {**given_, "balance": 0, "currency": "SEK"}


def test_a_problem_without_a_class_of_its_own_takes_any_members():
    problem = problem_from(raising(Problem("Wait.", status=503, minutes=[1, None])).get("/"))
    assert (problem["title"], problem["minutes"]) == ("Service Unavailable", [1, None])


def test_a_problem_without_a_status_has_500():
    answer = raising(Problem("Broken.")).get("/")
    assert (answer.status_code, problem_from(answer)["detail"]) == (500, "Broken.")


def test_members_are_attributes_of_the_exception():
    error = Overdrawn(balance=3, limit=5)
    assert (error.balance, error.limit, error.currency) == (3, 5, "EUR")
    assert error.detail == "Out of credit"


def test_a_member_may_have_any_name():
    problem = problem_from(raising(Problem(members=1, args=2, status_code=3)).get("/"))
    assert problem["status"] == 500
    assert [problem[name] for name in ("members", "args", "status_code")] == [1, 2, 3]


def test_a_member_that_is_annotated_must_be_given():
    with pytest.raises(TypeError, match=r"Overdrawn\(\) is raised without balance, limit, which"):
        Overdrawn("x")


def test_a_handler_of_ones_own_comes_first():
    app = Etude(problem_details=True)
    app.add_exception_handler(404, lambda request, error: PlainTextResponse("mine"))
    app.add_exception_handler(OutOfCredit, lambda request, error: PlainTextResponse("poor"))
    assert TestClient(app).get("/nowhere").text == "mine"
    assert raising(OutOfCredit(balance=1), app).get("/").text == "poor"


def test_a_handler_that_calls_the_default_one_answers_with_problem_details():
    app = Etude(problem_details=True)

    @app.exception_handler(StarletteHTTPException)
    async def handle(request, error):
        return await http_exception_handler(request, error)

    assert problem_from(TestClient(app).get("/nowhere"))["status"] == 404


# What a validation problem points at


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    tricks: List[int]


class Order(BaseModel):
    name: str = Field(alias="na/me~")
    pet: Annotated[Union[Cat, Dog], Field(discriminator="kind")]
    size: Union[int, List[int]] = 0
    extra: Dict[str, int] = Field(default_factory=dict, alias="e x")


def errors_of(app, **request):
    answer = TestClient(app).post("/", **request)
    assert answer.status_code == 422
    return problem_from(answer)["errors"]


def taking(annotation):
    app = Etude(problem_details=True)

    def take(body):
        """Never called."""

    take.__annotations__ = {"body": annotation}
    app.post("/")(take)
    return app


VALID = {"na/me~": "x", "pet": {"kind": "cat", "lives": 9}}


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"na/me~": 1}, {"#/na~1me~0"}),
        ({"pet": {"kind": "cat"}}, {"#/pet/lives"}),
        ({"pet": {"kind": "dog", "tricks": [1, "x"]}}, {"#/pet/tricks/1"}),
        ({"pet": {"kind": "cow"}}, {"#/pet"}),
        ({"size": "big"}, {"#/size"}),
        ({"size": [1, "x"]}, {"#/size", "#/size/1"}),
        ({"e x": {"a/b": "c"}}, {"#/e%20x/a~1b"}),
    ],
)
def test_a_pointer_names_a_place_in_the_body(change, pointers):
    errors = errors_of(taking(Order), json={**VALID, **change})
    assert {error["pointer"] for error in errors} == pointers


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, "#"),
        ({}, "#"),
        ({"json": [1]}, "#"),
    ],
)
def test_a_body_that_is_wrong_as_a_whole_is_pointed_at_as_a_whole(request_, pointer):
    assert [error["pointer"] for error in errors_of(taking(Order), **request_)] == [pointer]


def test_a_field_of_a_form_is_pointed_at_too():
    app = Etude(problem_details=True)

    @app.post("/")
    def take(count: Annotated[int, Form()], picture: Annotated[UploadFile, File()]):
        """Never called."""

    errors = errors_of(app, data={"count": "few"})
    assert [error["pointer"] for error in errors] == ["#/count", "#/picture"]


def test_a_parameter_is_named():
    class Filter(BaseModel, extra="forbid"):
        limit: int

    app = Etude(problem_details=True)

    @app.post("/")
    def take(filter_: Annotated[Filter, Query()]):
        """Never called."""

    assert errors_of(app, params={"limit": "x", "of": 1}) == [
        {
            "location": "query",
            "parameter": "limit",
            "detail": "Input should be a valid integer, unable to parse string as an integer",
        },
        {
            "location": "query",
            "parameter": "of",
            "detail": "Extra inputs are not permitted",
        },
    ]


def test_an_error_that_names_a_location_only_has_no_name():
    error = RequestValidationError([{"type": "x", "loc": ("header",), "msg": "No.", "input": None}])
    assert problem_from(answer_to(error))["errors"] == [{"location": "header", "detail": "No."}]


KEYS = st.sampled_from(["na/me~", "pet", "kind", "lives", "tricks", "size", "e x", "a"])
JSON = st.recursive(
    st.none() | st.integers(-9, 9) | st.text("ab/~", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def resolve(pointer: str, value: Any) -> Any:
    """Return what a pointer stands for (RFC 6901, section 4)."""
    for token in pointer[1:].split("/")[1:]:
        step = unquote(token).replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


CLIENT = TestClient(taking(Order))


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional={"pet": JSON, "na/me~": JSON, "size": JSON, "e x": JSON}))
def test_every_pointer_leads_to_something_or_to_what_is_missing(body):
    answer = CLIENT.post("/", json=body)
    if answer.status_code == 200:
        return
    for error in problem_from(answer)["errors"]:
        pointer = error["pointer"]
        is_missing = error["detail"] == "Field required"
        resolve(pointer.rpartition("/")[0] if is_missing else pointer, body)


# Who gets problem details


def test_an_application_says_nothing_by_default():
    assert TestClient(Etude()).get("/nowhere").json() == {"detail": "Not Found"}


@pytest.mark.parametrize("outer", [None, True, False])
@pytest.mark.parametrize("inner", [None, True, False])
@pytest.mark.parametrize("operation", [None, True, False])
def test_the_innermost_word_counts(outer, inner, operation):
    app, router = Etude(problem_details=outer), APIRouter(problem_details=inner)
    raising(HTTPException(404), router, problem_details=operation)
    app.include_router(router)
    said = [each for each in (operation, inner, outer) if each is not None]
    expected = PROBLEM if said and said[0] else "application/json"
    assert TestClient(app).get("/").headers["content-type"] == expected


def test_an_included_router_may_be_told_where_it_is_included():
    app, router = Etude(), APIRouter()
    raising(HTTPException(404), router)
    app.include_router(router, prefix="/a", problem_details=True)
    app.include_router(router, prefix="/b")
    client = TestClient(app)
    assert problem_from(client.get("/a/"))["instance"] == "/a/"
    assert client.get("/b/").json() == {"detail": "Not Found"}


def test_routes_of_starlette_answer_as_the_application_does():
    def fail(request):
        raise HTTPException(404)

    inner = Etude()
    app = Etude(problem_details=True, routes=[Route("/plain", fail), Mount("/inner", inner)])
    client = TestClient(app)
    assert problem_from(client.get("/plain"))["status"] == 404
    assert client.get("/inner/x").json() == {"detail": "Not Found"}


def test_the_default_handler_serves_other_applications_too():
    app = Starlette(exception_handlers={404: http_exception_handler})
    assert TestClient(app).get("/").json() == {"detail": "Not Found"}


@pytest.mark.parametrize(
    ("accept", "is_problem"),
    [
        ("application/problem+json", True),
        ("Application/Problem+JSON ; charset=utf-8", True),
        ("application/problem+json, */*", True),
        ("application/json, application/problem+json", True),
        ("application/json;q=0.5, application/problem+json;q=0.5", True),
        ("application/problem+json;q=0.4, application/*;q=0.5", False),
        ("application/problem+json;q=0.4, application/json;q=0.3, */*;q=0.9", True),
        ("application/problem+json;q=0", False),
        ("application/problem+json;q=much", False),
        ("application/problem+json;q=nan", False),
        ("application/*", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_a_client_gets_problem_details_where_it_wants_them_as_much_as_json(accept, is_problem):
    client = raising(HTTPException(404), Etude(problem_details="accept"))
    answer = client.get("/", headers={"Accept": accept})
    assert (answer.headers["content-type"] == PROBLEM) is is_problem
    assert answer.headers["vary"] == "Accept"


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_any_accept_header_is_answered(accept):
    client = TestClient(Etude(problem_details="accept"))
    assert client.get("/", headers={"Accept": accept}).status_code == 404


def test_a_problem_is_plain_json_for_a_client_that_does_not_ask():
    client = raising(OutOfCredit(balance=3), Etude(problem_details="accept"))
    assert client.get("/").json() == {"detail": "Out of credit"}


def test_a_server_error_stays_plain_text_for_a_client_that_does_not_ask():
    client = raising(ZeroDivisionError(), Etude(problem_details="accept"))
    assert client.get("/").headers["content-type"] == "text/plain; charset=utf-8"
    assert problem_from(client.get("/", headers={"Accept": PROBLEM}))["status"] == 500


def test_another_word_for_the_switch_is_refused():
    with pytest.raises(
        DeclarationError, match=r"`problem_details` is 'always'. Say True, False, or"
    ):
        Etude(problem_details="always")
