"""Promises about requests that no well-meaning client sends: never a server error."""

from typing import Dict, List, Optional, Set

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import Body, Cookie, Depends, Etude, Header, Path, Query

quickly = settings(max_examples=60, deadline=None, derandomize=True)


class Item(BaseModel):
    name: str
    price: float = 1
    tags: Set[str] = set()


def paging(skip: int = 0, limit: Annotated[int, Query(le=100)] = 10):
    return [skip, limit]


@pytest.fixture(scope="module")
def app():
    """An application with parameters of every location and several kinds of body."""
    app = Etude()

    @app.get("/items/{number}")
    async def read(
        number: Annotated[int, Path(ge=0)],
        page: Annotated[list, Depends(paging)],
        q: str,
        tags: Annotated[List[int], Query()] = [],  # noqa: B006
        x_token: Annotated[Optional[float], Header()] = None,
        x_many: Annotated[List[str], Header()] = [],  # noqa: B006
        session: Annotated[Optional[str], Cookie()] = None,
        visits: Annotated[List[int], Cookie()] = [],  # noqa: B006
    ):
        return "read"

    @app.post("/one")
    async def one(item: Item):
        return "one"

    @app.post("/several")
    async def several(item: Item, number: Annotated[int, Body()], by: Dict[int, Item]):
        return "several"

    @app.post("/text")
    async def text(text: Annotated[Optional[str], Body()] = None):
        return "text"

    return app


names = st.sampled_from(["q", "skip", "limit", "tags", "other"])
pairs = st.lists(st.tuples(names, st.text(max_size=8)), max_size=5)
queries = st.one_of(
    st.binary(max_size=30),
    pairs.map(lambda items: "&".join("=".join(item) for item in items).encode()),
)
paths = st.one_of(st.text(max_size=12), st.integers().map(str)).map(lambda end: f"/items/{end}")


@quickly
@given(path=paths, query=queries)
def test_no_path_and_no_query_is_a_server_error(exchange, app, path, query):
    assert exchange(app, path, query=query).status in (200, 307, 404, 422)


@quickly
@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from([b"x-token", b"x-many", b"cookie", b"content-type", b"x-other"]),
            st.one_of(
                st.binary(max_size=30),
                st.binary(max_size=10).map(lambda value: b"session=" + value + b"; visits=1"),
            ),
        ),
        max_size=5,
    )
)
def test_no_headers_and_no_cookies_are_a_server_error(exchange, app, headers):
    assert exchange(app, "/items/1", query=b"q=1", headers=headers).status in (200, 422)


json_like = st.recursive(
    st.one_of(
        st.sampled_from([b"null", b"1", b'"a"', b"NaN", b"1e999", b'"\\ud800"', b"{", b"\xff"]),
        st.binary(max_size=6),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: b"[" + b",".join(parts) + b"]"),
        st.lists(
            st.tuples(st.sampled_from([b'"name"', b'"price"', b'"item"', b'"number"']), inner),
            max_size=3,
        ).map(lambda parts: b"{" + b",".join(b":".join(part) for part in parts) + b"}"),
    ),
    max_leaves=6,
)
media_types = st.one_of(
    st.just(b"application/json"),
    st.sampled_from([b"", b"text/plain", b"application/x+json", b"multipart/form-data"]),
    st.binary(max_size=12),
)


@quickly
@given(
    path=st.sampled_from(["/one", "/several", "/text"]),
    content=st.one_of(json_like, st.binary(max_size=40)),
    media_type=media_types,
)
def test_no_body_is_a_server_error(exchange, app, path, content, media_type):
    answer = exchange(
        app,
        path,
        method="POST",
        headers=[(b"content-type", media_type)],
        messages=[{"type": "http.request", "body": content}],
    )
    assert answer.status in (200, 400, 422)


@pytest.mark.parametrize("depth", [50, 500, 950, 3000, 100_000])
def test_no_nesting_of_a_body_is_a_server_error(exchange, app, depth):
    for content in (b"[" * depth + b"]" * depth, b'{"item":' * depth + b"1" + b"}" * depth):
        for path in ("/one", "/several", "/text"):
            answer = exchange(
                app,
                path,
                method="POST",
                headers=[(b"content-type", b"application/json")],
                messages=[{"type": "http.request", "body": content}],
            )
            assert answer.status in (400, 422)


def test_a_number_too_long_to_be_converted_is_the_clients_fault(exchange, app):
    answer = exchange(
        app,
        "/one",
        method="POST",
        headers=[(b"content-type", b"application/json")],
        messages=[{"type": "http.request", "body": b'{"name":' + b"1" * 5000 + b"}"}],
    )
    assert answer.status in (400, 422)
    answer = exchange(app, "/items/" + "1" * 5000, query=b"q=1")
    assert answer.status == 422
