"""Promises about the dependencies of WebSockets."""

import pytest
from typing_extensions import Annotated

from etude import (
    APIRouter,
    Depends,
    Etude,
    HTTPException,
    Security,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
)
from etude.exceptions import DependencyScopeError, EtudeError
from etude.routing import APIWebSocketRoute
from etude.security import HTTPBearer, SecurityScopes
from etude.testclient import TestClient


@pytest.fixture
def log():
    return []


@pytest.fixture
def noting(log):
    """A function that makes a dependency which notes when it is opened and closed."""

    def make(name, keeps=None):
        async def dependency():
            log.append(f"{name} in")
            try:
                yield name
            except Exception as error:
                log.append(f"{name} {type(error).__name__}")
                if keeps is None or not isinstance(error, keeps):
                    raise
            finally:
                log.append(f"{name} out")

        return dependency

    return make


def test_dependencies_run_in_order_and_before_the_endpoint(app, converse, log):
    def noted(name):
        return Depends(lambda: log.append(name))

    app = Etude(dependencies=[noted("app")])
    inner = APIRouter(dependencies=[noted("inner")])
    outer = APIRouter(dependencies=[noted("outer")])

    @inner.websocket("/", dependencies=[noted("route 1"), noted("route 2")])
    async def talk(websocket: WebSocket, value: Annotated[None, noted("parameter")]):
        log.append(websocket.application_state.name)
        await websocket.accept()

    outer.include_router(inner, dependencies=[noted("inclusion")])
    app.include_router(outer, dependencies=[noted("outer inclusion")])
    assert converse(app, "/").error is None
    assert log == [
        *["app", "outer inclusion", "outer", "inclusion", "inner"],
        *["route 1", "route 2", "parameter", "CONNECTING"],
    ]


def test_an_application_hands_its_dependencies_to_its_own_websockets(converse, log):
    app = Etude(dependencies=[Depends(lambda: log.append("app"))])

    @app.websocket("/")
    async def talk(websocket: WebSocket):
        await websocket.accept()

    converse(app, "/")
    assert log == ["app"]


def test_a_dependency_runs_once_per_connection(app, converse, log):
    def shared():
        log.append("ran")
        return len(log)

    def other(shared: Annotated[int, Depends(shared)]):
        return shared

    @app.websocket("/")
    async def talk(
        websocket: WebSocket,
        a: Annotated[int, Depends(shared)],
        b: Annotated[int, Depends(other)],
        c: Annotated[int, Depends(shared, use_cache=False)],
    ):
        await websocket.accept()
        await websocket.send_json([a, b, c])

    assert converse(app, "/").sent[1]["text"] == "[1,1,2]"


def test_a_refusing_dependency_never_sees_an_accepted_websocket(app, converse):
    def refuse(websocket: WebSocket):
        raise HTTPException(403, websocket.application_state.name)

    @app.websocket("/", dependencies=[Depends(refuse)])
    async def talk(websocket: WebSocket):
        raise AssertionError("the endpoint runs")

    conversation = converse(app, "/")
    assert (conversation.status, conversation.body) == (403, b'{"detail":"CONNECTING"}')


# Closing


def test_what_yields_stays_open_for_the_whole_connection(converse, log, noting):
    app = Etude(dependencies=[Depends(noting("app"))])
    router = APIRouter(dependencies=[Depends(noting("router"))])

    @router.websocket("/", dependencies=[Depends(noting("route"))])
    async def talk(
        websocket: WebSocket,
        f: Annotated[str, Depends(noting("function"), scope="function")],
        r: Annotated[str, Depends(noting("request"), scope="request")],
    ):
        await websocket.accept()
        log.append(await websocket.receive_text())
        log.append("end")

    app.include_router(router, dependencies=[Depends(noting("inclusion"))])
    assert converse(app, "/", "message").error is None
    names = ["app", "inclusion", "router", "route", "function", "request"]
    assert log == [
        *[f"{name} in" for name in names],
        *["message", "end", "function out", "request out"],
        *["route out", "router out", "inclusion out", "app out"],
    ]


@pytest.mark.parametrize("scope", ["function", "request"])
def test_synchronous_generators_are_closed_too(app, converse, log, scope):
    def dependency():
        log.append("in")
        yield
        log.append("out")

    @app.websocket("/", dependencies=[Depends(dependency, scope=scope)])
    async def talk(websocket: WebSocket):
        await websocket.accept()
        log.append("talk")

    converse(app, "/")
    assert log == ["in", "talk", "out"]


def test_the_close_is_sent_between_the_two_scopes(app, converse, log):
    async def note(websocket: WebSocket):
        yield
        log.append(websocket.application_state.name)

    function, request = Depends(note, scope="function"), Depends(note, scope="request")

    @app.websocket("/", dependencies=[request, function])
    async def talk(websocket: WebSocket):
        await websocket.accept()

    converse(app, "/")
    assert log == ["CONNECTED", "DISCONNECTED"]


@pytest.mark.parametrize("error", [KeyError("k"), WebSocketException(4000), HTTPException(400)])
def test_exceptions_of_the_endpoint_are_raised_at_the_yield(app, converse, log, noting, error):
    outer, inner = Depends(noting("r")), Depends(noting("f"), scope="function")

    @app.websocket("/", dependencies=[outer, inner])
    async def talk(websocket: WebSocket):
        raise error

    converse(app, "/")
    name = type(error).__name__
    assert log == ["r in", "f in", f"f {name}", "f out", f"r {name}", "r out"]


def test_a_disconnect_is_raised_at_the_yield(app, converse, log, noting):
    @app.websocket("/", dependencies=[Depends(noting("r"))])
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.receive_text()

    assert isinstance(converse(app, "/").error, WebSocketDisconnect)
    assert log == ["r in", "r WebSocketDisconnect", "r out"]


def test_an_invalid_handshake_closes_what_was_opened(app, converse, log, noting):
    @app.websocket("/{n}", dependencies=[Depends(noting("r"))])
    async def talk(websocket: WebSocket, n: int):
        """Never runs."""

    assert converse(app, "/x").closes[0][0] == 1008
    assert log == ["r in", "r WebSocketRequestValidationError", "r out"]


def test_a_disconnect_that_a_dependency_keeps_ends_the_matter(app, converse, noting):
    @app.websocket("/", dependencies=[Depends(noting("r", keeps=WebSocketDisconnect))])
    async def talk(websocket: WebSocket):
        await websocket.accept()
        await websocket.receive_text()

    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([], None)


@pytest.mark.parametrize("scope", ["function", "request"])
def test_an_error_that_a_dependency_keeps_after_accepting_closes_normally(
    app, converse, noting, scope
):
    @app.websocket("/", dependencies=[Depends(noting("r", keeps=KeyError), scope=scope)])
    async def talk(websocket: WebSocket):
        await websocket.accept()
        raise KeyError

    conversation = converse(app, "/")
    assert (conversation.closes, conversation.error) == ([(1000, "")], None)


@pytest.mark.parametrize("scope", ["function", "request"])
def test_an_error_that_a_dependency_keeps_before_accepting_is_named(app, converse, noting, scope):
    @app.websocket("/", dependencies=[Depends(noting("r", keeps=KeyError), scope=scope)])
    async def talk(websocket: WebSocket):
        raise KeyError("lost")

    error = converse(app, "/").error
    assert isinstance(error, EtudeError)
    assert "KeyError('lost') and did not raise it again" in str(error)
    assert isinstance(error.__cause__, KeyError)


@pytest.mark.parametrize("scope", ["function", "request"])
def test_the_client_is_told_of_a_refusal_that_a_dependency_keeps(app, converse, noting, scope):
    keeping = Depends(noting("r", keeps=Exception), scope=scope)

    @app.websocket("/closed", dependencies=[keeping])
    async def close(websocket: WebSocket):
        await websocket.accept()
        raise WebSocketException(4000)

    @app.websocket("/denied", dependencies=[keeping])
    async def deny(websocket: WebSocket):
        raise HTTPException(401)

    assert converse(app, "/closed").closes == [(4000, "")]
    assert converse(app, "/denied").status == 401


def test_a_scope_that_ends_too_early_is_refused_where_it_is_declared(app, noting):
    async def outer(value: Annotated[str, Depends(noting("f"), scope="function")]):
        yield

    async def talk(websocket: WebSocket):
        """Never runs."""

    with pytest.raises(DependencyScopeError):
        app.websocket("/", dependencies=[Depends(outer, scope="request")])(talk)


# Overrides


def original():
    return "original"


def replacement(q: str = "replacement"):
    return q


async def say_value(websocket: WebSocket, value: Annotated[str, Depends(original)]):
    await websocket.accept()
    await websocket.send_text(value)


def heard(app, path):
    with TestClient(app).websocket_connect(path) as session:
        return session.receive_text()


def test_overrides_apply_at_any_time(app):
    app.websocket("/")(say_value)
    assert heard(app, "/") == "original"
    app.dependency_overrides[original] = replacement
    assert heard(app, "/") == "replacement"
    assert heard(app, "/?q=x") == "x"
    app.dependency_overrides = {}
    assert heard(app, "/") == "original"


def test_overrides_apply_to_lists_of_dependencies(app, converse):
    def refuse():
        raise WebSocketException(4000)

    router = APIRouter(dependencies=[Depends(refuse)])
    router.websocket("/")(say_value)
    app.include_router(router, prefix="/in")
    assert converse(app, "/in/").closes == [(4000, "")]
    app.dependency_overrides[refuse] = lambda: None
    assert heard(app, "/in/") == "original"


def test_each_application_has_overrides_of_its_own(app):
    router = APIRouter()
    router.websocket("/")(say_value)
    other = Etude()
    app.include_router(router)
    other.include_router(router)
    app.mount("/mounted", other)
    app.dependency_overrides[original] = replacement
    assert [heard(app, "/"), heard(other, "/")] == ["replacement", "original"]
    assert heard(app, "/mounted/") == "original"


def test_a_route_may_name_who_has_the_overrides(app):
    provider = Etude()
    provider.dependency_overrides[original] = replacement
    route = APIWebSocketRoute("/", say_value, dependency_overrides_provider=provider)
    app.router.routes.append(route)
    assert heard(app, "/") == "replacement"


# Security


def test_security_schemes_read_the_handshake(app):
    @app.websocket("/")
    async def talk(websocket: WebSocket, token: Annotated[object, Depends(HTTPBearer())]):
        await websocket.accept()
        await websocket.send_text(token.credentials)

    headers = {"Authorization": "Bearer secret"}
    with TestClient(app).websocket_connect("/", headers=headers) as session:
        assert session.receive_text() == "secret"


def test_missing_credentials_deny_the_handshake(app, converse):
    @app.websocket("/", dependencies=[Depends(HTTPBearer())])
    async def talk(websocket: WebSocket):
        raise AssertionError("the endpoint runs")

    conversation = converse(app, "/")
    assert (conversation.status, conversation.body) == (401, b'{"detail":"Not authenticated"}')
    assert (b"www-authenticate", b"Bearer") in conversation.sent[0]["headers"]


def test_security_scopes_are_handed_over(app):
    def scopes(asked: SecurityScopes):
        return asked.scope_str

    @app.websocket("/")
    async def talk(websocket: WebSocket, scopes: Annotated[str, Security(scopes, scopes=["a"])]):
        await websocket.accept()
        await websocket.send_text(scopes)

    assert heard(app, "/") == "a"
