"""Promises about the answer to wrong parameters, which is made without their descriptions."""

import copy
import json
from datetime import date
from typing import Any, Dict, List, Optional

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, Field
from typing_extensions import Annotated

from etude import Cookie, Depends, Etude, Header, Path, Query, Request
from etude.encoders import jsonable_encoder
from etude.exceptions import RequestValidationError
from etude.responses import JSONResponse
from etude.testclient import TestClient


def even(number: int) -> int:
    if number % 2:
        raise ValueError("odd")
    return number


async def limits(limit: int, low: Annotated[float, Query(gt=1e16)] = 1e17) -> int:
    return limit


Size = Annotated[int, Field(ge=1, le=10**20, multiple_of=2)]
Name = Annotated[str, Field(min_length=2, max_length=4, pattern='^["a-zé]+$')]


def read(
    number: Annotated[int, Path(lt=7)],
    limit: int,
    name: Name,
    limits: Annotated[int, Depends(limits)],
    again: Annotated[int, Depends(limits, use_cache=False)],
    is_on: Annotated[bool, Header()] = False,
    share: Annotated[Optional[float], Cookie(le=1e-9)] = None,
    size: Optional[Size] = None,
    even: Annotated[int, AfterValidator(even)] = 0,
    day: Optional[date] = None,
    others: Annotated[List[int], Query()] = [],  # noqa: B006  # as users write it
) -> Dict[str, Any]:
    return {}


app = Etude()
app.get("/quick/{number}")(read)

careful = Etude()
careful.get("/quick/{number}")(read)


@careful.exception_handler(RequestValidationError)
async def refuse(request: Request, error: RequestValidationError) -> JSONResponse:
    """Answer with what the errors say."""
    return JSONResponse({"detail": jsonable_encoder(error.errors())}, status_code=422)


quick, slow = TestClient(app), TestClient(careful)

texts = st.one_of(
    st.sampled_from(
        ["", "1", "2.5", "x", "1e400", "nan", '"', "\\", "é\u2028", "-1", "true", "1e20"]
    ),
    st.integers().map(str),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=5),
)
queries = st.dictionaries(
    st.sampled_from(["limit", "name", "low", "size", "even", "day", "others"]),
    st.lists(texts, max_size=2),
    max_size=7,
)
ascii_texts = st.sampled_from(["maybe", "1", "0.5", "x", "on"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(), queries, ascii_texts, ascii_texts)
@example(9, {}, "maybe", "x")
@example(9, {"limit": ["x"], "name": ["xx"]}, "on", "x")
@example(9, {"limit": ["1"], "name": ["a"], "low": ["1"], "size": ["0"]}, "maybe", "x")
@example(1, {"limit": ["1"], "name": ["aa"], "even": ["1"]}, "on", "x")
def test_the_answer_says_what_the_errors_say(number, query, is_on, share):
    sent = {"params": query, "headers": {"is-on": is_on, "cookie": f"share={share}"}}
    answer, expected = (client.get(f"/quick/{number}", **sent) for client in (quick, slow))
    assert answer.status_code == expected.status_code
    assert answer.json() == expected.json()
    assert list(map(list, answer.json().get("detail", []))) == [
        list(error) for error in expected.json().get("detail", [])
    ]


def test_the_text_is_as_json_is_written_here():
    answer = quick.get("/quick/9?limit=x&name=é")
    missing = quick.get("/quick/1")
    assert answer.text == json.dumps(answer.json(), ensure_ascii=False, separators=(",", ":"))
    assert missing.text == (
        '{"detail":[{"type":"missing","loc":["query","limit"],"msg":"Field required","input":null},'
        '{"type":"missing","loc":["query","name"],"msg":"Field required","input":null}]}'
    )


def test_head_gets_the_length_of_the_answer_alone():
    answer = quick.head("/quick/9")
    assert answer.content == b""
    assert answer.headers["content-length"] == str(len(quick.get("/quick/9").content))


def test_a_text_that_is_no_unicode_is_in_the_answer():
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"limit=1&name=aa"}
    drive(app({**scope, "path": "/quick/\ud800"}, None, send))
    assert json.loads(sent[1]["body"])["detail"][0]["input"] == "\ud800"


def drive(coroutine):
    """Run what waits for nothing."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def caught(change):
    """An application whose function of middleware sees the exception, changes it and raises it."""
    app = Etude()

    async def look():
        try:
            yield
        except RequestValidationError as error:
            change(error)
            raise

    @app.get("/")
    async def read(limit: int, first: Annotated[None, Depends(look)]):
        return limit

    return TestClient(app)


def test_errors_that_somebody_has_changed_are_what_is_answered():
    def change(error):
        error.errors()[0]["msg"] = "Not so"
        error.errors().append({"type": "more", "loc": [], "msg": "More"})

    assert caught(change).get("/?limit=x").json()["detail"] == [
        {"type": "int_parsing", "loc": ["query", "limit"], "msg": "Not so", "input": "x"},
        {"type": "more", "loc": [], "msg": "More"},
    ]


@pytest.mark.parametrize("other", [copy.copy, lambda error: error])
@pytest.mark.parametrize("query", ["?limit=x", ""])
def test_an_exception_that_nobody_has_asked_is_a_whole_one(other, query):
    seen = []

    def look(error):
        seen.append((repr(other(error)), error.args, error.errors()))

    caught(look).get(f"/{query}")
    [(text, args, errors)] = seen
    assert text == f"RequestValidationError({errors!r})"
    assert errors[0]["loc"] == ("query", "limit")
    assert args == (errors,)


def test_a_refusal_holds_nothing_of_the_request():
    tracebacks = []

    def note(error):
        [(refusal, _)] = error._received._context.errors
        tracebacks.append(refusal.__traceback__)

    caught(note).get("/?limit=x")
    assert tracebacks == [None]
