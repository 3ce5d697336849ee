"""Promises about `Security` and its scopes inside an application."""

from typing import List

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, HTTPException, Request, Security
from etude.security import (
    APIKeyHeader,
    APIKeyQuery,
    HTTPBearer,
    OAuth2PasswordBearer,
    SecurityScopes,
)
from etude.testclient import TestClient


def scopes_here(scopes: SecurityScopes):
    return scopes.scopes


def answer(marker, **options):
    """Return what an endpoint answers that returns what a marker stands for."""
    app = Etude(**options)

    @app.get("/")
    def read(value: Annotated[object, marker]):
        return value

    return TestClient(app).get("/").json()


# Which scopes a dependency sees


@pytest.mark.parametrize("scopes", [["a", "b"], ("a", "b")])
def test_scopes_are_any_sequence_of_strings(scopes):
    assert answer(Security(scopes_here, scopes=scopes)) == ["a", "b"]


def test_a_string_is_no_list_of_scopes():
    with pytest.raises(TypeError, match=r"Security\(\) takes a list.*write \['items', 'me'\]"):
        Security(scopes_here, scopes="items me")


def test_without_scopes_the_list_is_empty():
    assert answer(Depends(scopes_here)) == []
    assert answer(Security(scopes_here)) == []


def test_scopes_are_collected_from_the_outside_in_and_in_one_string():
    def current(scopes: SecurityScopes):
        return [scopes.scopes, scopes.scope_str]

    def active(value: Annotated[list, Security(current, scopes=["me"])]):
        return value

    assert answer(Security(active, scopes=["items"])) == [["items", "me"], "items me"]


def test_a_dependency_in_between_passes_scopes_on():
    def between(value: Annotated[list, Depends(scopes_here)]):
        return value

    assert answer(Security(between, scopes=["items"])) == ["items"]


def test_a_scope_from_further_out_is_not_repeated_and_one_of_the_same_marker_is():
    def inner(value: Annotated[list, Security(scopes_here, scopes=["b", "a"])]):
        return value

    assert answer(Security(inner, scopes=["a"])) == ["a", "b"]
    assert answer(Security(scopes_here, scopes=["x", "x", "y"])) == ["x", "x", "y"]


def test_an_operation_itself_has_no_scopes():
    app = Etude(dependencies=[Security(scopes_here, scopes=["app"])])

    @app.get("/", dependencies=[Security(scopes_here, scopes=["operation"])])
    def read(
        own: SecurityScopes,
        other: Annotated[list, Depends(scopes_here)],
        asked: Annotated[list, Security(scopes_here, scopes=["asked"])],
    ):
        return [own.scopes, other, asked]

    assert TestClient(app).get("/").json() == [[], [], ["asked"]]


def test_listed_scopes_hold_for_the_listed_dependency_alone():
    seen: List[List[str]] = []

    def note(scopes: SecurityScopes):
        seen.append(scopes.scopes)

    levels = [[Security(note, scopes=[level])] for level in ("app", "include", "router", "own")]
    app, router = Etude(dependencies=levels[0]), APIRouter(dependencies=levels[2])

    @router.get("/", dependencies=levels[3])
    def read(other: Annotated[None, Depends(note)]):
        pass

    app.include_router(router, dependencies=levels[1])
    TestClient(app).get("/")
    assert seen == [["app"], ["include"], ["router"], ["own"], []]


def test_checking_scopes_is_left_to_the_dependency():
    granted = ["me"]

    def user(scopes: SecurityScopes):
        missing = [scope for scope in scopes.scopes if scope not in granted]
        if missing:
            challenge = {"WWW-Authenticate": f'Bearer scope="{scopes.scope_str}"'}
            raise HTTPException(401, "Not enough permissions", challenge)
        return "me"

    app = Etude()

    @app.get("/me")
    def read_me(user: Annotated[str, Security(user, scopes=["me"])]):
        return user

    @app.get("/items")
    def read_items(user: Annotated[str, Security(user, scopes=["items", "me"])]):
        return user

    client = TestClient(app)
    assert client.get("/me").json() == "me"
    refused = client.get("/items")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer scope="items me"'


# How often a dependency runs


def counting(with_scopes):
    """Return a list of calls, and a dependency that adds to it and may look at its scopes."""
    calls: List[List[str]] = []

    def count():
        calls.append([])

    def count_scopes(scopes: SecurityScopes):
        calls.append(scopes.scopes)

    return calls, count_scopes if with_scopes else count


@pytest.mark.parametrize("with_scopes", [False, True])
def test_a_dependency_runs_once_for_each_set_of_scopes(with_scopes):
    calls, count = counting(with_scopes)
    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[None, Security(count, scopes=["a"])],
        b: Annotated[None, Security(count, scopes=["b"])],
        none: Annotated[None, Depends(count)],
        again: Annotated[None, Security(count, scopes=["a"])],
    ):
        pass

    TestClient(app).get("/")
    assert calls == ([["a"], ["b"], []] if with_scopes else [[], [], []])


def test_the_order_of_scopes_does_not_matter():
    calls, count = counting(True)
    app = Etude()

    @app.get("/")
    def read(
        first: Annotated[None, Security(count, scopes=["a", "b"])],
        second: Annotated[None, Security(count, scopes=["b", "a"])],
    ):
        pass

    TestClient(app).get("/")
    assert calls == [["a", "b"]]


@pytest.mark.parametrize(("with_scopes", "times"), [(False, 1), (True, 2)])
def test_what_lies_below_runs_again_only_where_it_sees_scopes(with_scopes, times):
    calls, count = counting(with_scopes)

    def outer(value: Annotated[None, Depends(count)]):
        pass

    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[None, Security(outer, scopes=["a"])],
        b: Annotated[None, Security(outer, scopes=["b"])],
    ):
        pass

    TestClient(app).get("/")
    assert len(calls) == times


def test_a_dependency_above_one_that_sees_scopes_runs_for_each_set_too():
    calls = []

    def middle(value: Annotated[list, Depends(scopes_here)]):
        calls.append(value)

    def outer(value: Annotated[None, Depends(middle)]):
        pass

    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[None, Security(outer, scopes=["a"])],
        b: Annotated[None, Security(outer, scopes=["b"])],
    ):
        pass

    TestClient(app).get("/")
    assert calls == [["a"], ["b"]]


def test_without_cache_each_use_runs():
    calls, count = counting(True)
    app = Etude()

    @app.get("/")
    def read(
        a: Annotated[None, Security(count, scopes=["a"])],
        b: Annotated[None, Security(count, scopes=["a"], use_cache=False)],
    ):
        pass

    TestClient(app).get("/")
    assert calls == [["a"], ["a"]]


def test_security_has_neither_a_scope_of_time_nor_a_limit():
    for option in ("scope", "max_concurrency"):
        with pytest.raises(TypeError, match=option):
            Security(scopes_here, **{option: None})


# Schemes


def test_schemes_work_in_lists_and_at_any_depth():
    key, token = APIKeyHeader(name="X-Key"), OAuth2PasswordBearer("token")

    def user(token: Annotated[str, Depends(token)]):
        return f"user {token}"

    def active(user: Annotated[str, Depends(user)]):
        return f"active {user}"

    app = Etude(dependencies=[Depends(key)])

    @app.get("/")
    def read(user: Annotated[str, Depends(active)]):
        return user

    client = TestClient(app)
    authorization = {"Authorization": "Bearer t"}
    assert client.get("/", headers=authorization).status_code == 401
    assert client.get("/", headers={"X-Key": "k"}).status_code == 401
    assert client.get("/", headers={"X-Key": "k", **authorization}).json() == "active user t"


def test_one_of_several_schemes_is_enough_where_each_may_fail():
    def user(
        key: Annotated[str, Depends(APIKeyQuery(name="key", auto_error=False))],
        bearer: Annotated[object, Depends(HTTPBearer(auto_error=False))],
    ):
        if not (key or bearer):
            raise HTTPException(401)
        return key or bearer.credentials

    app = Etude()

    @app.get("/")
    def read(user: Annotated[str, Depends(user)]):
        return user

    client = TestClient(app)
    assert client.get("/?key=k").json() == "k"
    assert client.get("/", headers={"Authorization": "Bearer t"}).json() == "t"
    assert client.get("/").status_code == 401


def test_a_scheme_of_ones_own_is_replaced_like_any_dependency():
    scheme = APIKeyHeader(name="X-Key")
    app = Etude()

    @app.get("/")
    def read(key: Annotated[str, Security(scheme, scopes=["a"])]):
        return key

    client = TestClient(app)
    assert client.get("/").status_code == 401
    app.dependency_overrides[scheme] = scopes_here
    assert client.get("/").json() == ["a"]


# A scheme that is called in its own way


def test_a_subclass_may_ask_for_the_request_itself():
    class Relayed(APIKeyHeader):
        async def __call__(self, request: Request) -> str:
            return f"{await super().__call__(request)} at {request.url.path}"

    app = Etude()

    @app.get("/here")
    def read(key: Annotated[str, Security(Relayed(name="X-Key"))]):
        return key

    assert TestClient(app).get("/here", headers={"X-Key": "k"}).json() == "k at /here"


def test_a_subclass_may_word_the_refusal_and_check_the_key():
    class Strict(APIKeyHeader):
        def check_api_key(self, api_key):
            if api_key != "k":
                raise HTTPException(403, f"not {api_key}")
            return api_key.upper()

    app = Etude()

    @app.get("/")
    def read(key: Annotated[str, Security(Strict(name="X-Key"))]):
        return key

    client = TestClient(app)
    assert client.get("/", headers={"X-Key": "k"}).json() == "K"
    assert client.get("/").json() == {"detail": "not None"}
