"""Promises about exceptions that are declared with `raises`: how each is answered."""

import pytest
from pydantic import BaseModel, Field
from starlette.testclient import WebSocketDenialResponse
from typing_extensions import Annotated

from etude import (
    APIRouter,
    Depends,
    Etude,
    HTTPException,
    Request,
    Security,
    WebSocket,
    WebSocketDisconnect,
)
from etude.exceptions import DeclarationError
from etude.problems import Problem
from etude.responses import PlainTextResponse
from etude.security import HTTPBearer
from etude.testclient import TestClient


class Shortage(BaseModel):
    item_id: str
    pieces_left: int = Field(alias="left")


class OutOfStock(Exception):
    status_code = 409
    model = Shortage
    headers = {"Retry-After": "60"}  # noqa: RUF012  # as users write it

    def __init__(self, item_id="desk", left=1):
        self.item_id, self.left = item_id, left


class Closed(Exception):
    status_code = 503


class Moved(Exception):
    status_code = 410

    def to_response(self, request: Request):
        return PlainTextResponse(f"gone from {request.url.path}", 410)


class MovedSlowly(Moved):
    async def to_response(self, request: Request):
        return super().to_response(request)


class Taken(HTTPException):
    status_code = 409
    model = Shortage
    item_id, left = "lamp", 0


def answer_to(error, declared=None, owner=None, **options):
    app = Etude() if owner is None else owner

    @app.get("/", raises=[type(error)] if declared is None else declared, **options)
    def fail():
        raise error

    return TestClient(app, raise_server_exceptions=False).get("/")


def test_a_model_is_answered_with_the_attributes_of_the_exception():
    answer = answer_to(OutOfStock())
    assert (answer.status_code, answer.json()) == (409, {"item_id": "desk", "left": 1})
    assert answer.headers["retry-after"] == "60"


def test_the_model_of_an_http_exception_counts_more_than_its_detail():
    answer = answer_to(Taken(409))
    assert (answer.status_code, answer.json()) == (409, {"item_id": "lamp", "left": 0})


@pytest.mark.parametrize(
    ("error", "detail"), [(Closed("Come back."), "Come back."), (Closed(), "Service Unavailable")]
)
def test_without_a_model_the_text_of_the_exception_is_the_detail(error, detail):
    answer = answer_to(error)
    assert (answer.status_code, answer.json()) == (503, {"detail": detail})


def test_without_a_model_it_is_problem_details_where_those_are_on():
    answer = answer_to(Closed("Come back."), owner=Etude(problem_details=True))
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Come back."


@pytest.mark.parametrize("class_", [Moved, MovedSlowly])
def test_an_exception_may_make_its_answer(class_):
    answer = answer_to(class_())
    assert (answer.status_code, answer.text) == (410, "gone from /")


class Refused(HTTPException):
    status_code = 402


class Late(Problem):
    status = 408


@pytest.mark.parametrize(
    ("error", "media_type"),
    [(Refused(402, "Pay."), "application/json"), (Late("Pay."), "application/problem+json")],
)
def test_http_exceptions_and_problems_are_answered_as_ever(error, media_type):
    answer = answer_to(error)
    assert answer.headers["content-type"] == media_type
    assert answer.json()["detail"] == "Pay."


def test_a_subclass_is_answered_as_the_class_that_is_declared():
    class LastOne(OutOfStock):
        status_code = 423

    answer = answer_to(LastOne(), declared=[OutOfStock])
    assert (answer.status_code, answer.json()["left"]) == (423, 1)


def test_a_model_that_lacks_an_attribute_is_an_error_of_the_program():
    error = OutOfStock()
    del error.item_id
    assert answer_to(error).status_code == 500


def test_what_is_not_declared_is_not_answered():
    assert answer_to(Closed(), declared=[OutOfStock]).status_code == 500


def test_the_declaration_holds_for_its_operation_only():
    app = Etude()
    answer_to(Closed(), owner=app)

    @app.get("/other")
    def fail():
        raise Closed

    client = TestClient(app, raise_server_exceptions=False)
    assert [client.get(path).status_code for path in ("/", "/other")] == [503, 500]


def test_a_registered_handler_of_the_class_comes_first():
    handlers = {Closed: lambda request, error: PlainTextResponse("mine")}
    assert answer_to(Closed(), owner=Etude(exception_handlers=handlers)).text == "mine"


def test_the_class_itself_comes_before_a_registered_handler_of_its_base():
    class Base(Exception):
        """What all exceptions of a program share."""

    class Declared(Base):
        status_code = 410

    handlers = {Base: lambda request, error: PlainTextResponse("base")}
    answer = answer_to(Declared("gone"), owner=Etude(exception_handlers=handlers))
    assert answer.json() == {"detail": "gone"}


def test_handlers_of_http_exceptions_answer_what_has_only_a_status():
    handlers = {503: lambda request, error: PlainTextResponse(f"503: {error.detail}")}
    assert answer_to(Closed("x"), owner=Etude(exception_handlers=handlers)).text == "503: x"


def test_applications_routers_inclusions_and_operations_declare_together():
    app = Etude(raises=[Closed])
    router = APIRouter(raises=[Moved])

    @router.get("/{error}", raises=[OutOfStock])
    def fail(error: str):
        raise {"stock": OutOfStock, "moved": Moved, "closed": Closed, "taken": Taken}[error]

    app.include_router(router, raises=[Taken])
    (operation,) = (route.operation for route in app.routes if hasattr(route, "operation"))
    assert [each.error for each in operation.raised] == [Closed, Taken, Moved, OutOfStock]
    client = TestClient(app)
    statuses = [client.get(f"/{each}").status_code for each in ("stock", "moved", "closed")]
    assert statuses == [409, 410, 503]


def test_dependencies_declare_at_any_depth():
    def innermost():
        raise Moved

    def inner(value: Annotated[None, Depends(innermost, raises=[Moved])]):
        """Never called."""

    app = Etude()

    @app.get("/", dependencies=[Depends(inner)])
    def read():
        """Never called."""

    assert TestClient(app).get("/").text == "gone from /"


def test_security_declares_too():
    def user(token: Annotated[object, Security(HTTPBearer())]):
        raise Closed("No users today.")

    app = Etude()

    @app.get("/")
    def read(user: Annotated[None, Security(user, scopes=["read"], raises=[Closed])]):
        """Never called."""

    answer = TestClient(app).get("/", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()) == (503, {"detail": "No users today."})


def test_what_replaces_a_dependency_may_raise_the_same():
    def find():
        """Never called."""

    def moved():
        raise Moved

    app = Etude()

    @app.get("/")
    def read(value: Annotated[None, Depends(find, raises=[Moved])]):
        """Never called."""

    app.dependency_overrides[find] = moved
    assert TestClient(app).get("/").status_code == 410


def test_a_websocket_may_depend_on_what_declares():
    app = Etude()

    def seven():
        return 7

    @app.websocket("/")
    async def talk(websocket: WebSocket, value: Annotated[int, Depends(seven, raises=[Moved])]):
        await websocket.accept()
        await websocket.send_json(value)

    with TestClient(app).websocket_connect("/") as websocket:
        assert websocket.receive_json() == 7


def test_a_websocket_denies_the_handshake_with_what_it_declares_to_raise():
    app, router = Etude(raises=[Closed]), APIRouter()

    @router.websocket("/{error}", raises=[OutOfStock])
    async def talk(websocket: WebSocket, error: str):
        raise {"closed": Closed, "stock": lambda: OutOfStock("desk", 1)}[error]()

    app.include_router(router)
    client = TestClient(app)
    for path, status in (("/closed", Closed.status_code), ("/stock", OutOfStock.status_code)):
        with pytest.raises(WebSocketDenialResponse) as denied, client.websocket_connect(path):
            pass
        assert denied.value.status_code == status
    assert denied.value.json() == {"item_id": "desk", "left": 1}


def test_what_a_websocket_declares_closes_a_connection_that_was_accepted(caplog):
    app = Etude()

    @app.websocket("/", raises=[Closed])
    async def talk(websocket: WebSocket):
        await websocket.accept()
        raise Closed

    with TestClient(app).websocket_connect("/") as websocket, pytest.raises(
        WebSocketDisconnect
    ) as caught:
        websocket.receive_text()
    assert caught.value.code == 1011
    assert "after the handshake" in caplog.text


def test_dependencies_that_raise_the_same_are_equal_and_have_a_hash():
    first, second = Depends(int, raises=[Moved]), Depends(int, raises=(Moved,))
    assert first == second
    assert hash(first) == hash(second)
    assert first != Depends(int)


# Mistakes


class Anonymous(Problem):
    title = "x"


class NoModel(Exception):
    status_code = 409
    model = "text"


class NoBody(Exception):
    status_code = 204


class Unknown(Exception):
    status_code = 1000


class Worded(Exception):
    status_code = "409"


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("ab", r"fail\(\) in .*test_raised_errors.py, line \d+, says that it raises 'a'. Give cla"),
        ([Closed()], "it raises Closed.*Give classes of exceptions"),
        ([int], "Give classes of exceptions"),
        ([ValueError], "ValueError, whose status is None.*`status_code = 409`"),
        ([HTTPException], "HTTPException, whose status is None"),
        ([NoBody], "whose status is 204"),
        ([Unknown], "whose status is 1000"),
        ([Worded], "whose status is '409'"),
        ([Anonymous], "Anonymous, whose status is None.*`status = 409`"),
        ([NoModel], r"whose `model` is 'text'. Give a Pydantic model .*`to_response\(self, req"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused(declared, message):
    with pytest.raises(DeclarationError, match=message):
        answer_to(Closed(), declared=declared)


@pytest.mark.parametrize(
    "declare", [lambda: Etude(raises=Closed), lambda: Depends(int, raises=Closed)]
)
def test_a_class_without_a_list_is_refused(declare):
    with pytest.raises(DeclarationError, match=r"Give a list, also of one: \[NotFound\]"):
        declare()
