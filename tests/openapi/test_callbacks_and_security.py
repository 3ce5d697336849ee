"""Promises about what the document says of security, callbacks and webhooks."""

from __future__ import annotations

import functools
from typing import List

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, Security
from etude.security import APIKeyHeader, HTTPBasic, OAuth2PasswordBearer
from etude.testclient import TestClient

key = APIKeyHeader(name="X-Key")
basic = HTTPBasic()
token = OAuth2PasswordBearer("token", scopes={"me": "Read me."})


def describe(*arguments, app=None, **options):
    """Return the document of an operation at `/` that depends on these markers."""
    app = app or Etude()

    def read(**values):
        pass

    listed = [*options.pop("dependencies", ()), *arguments]
    app.add_api_route("/", read, dependencies=listed, **options)
    return app.openapi()


def security(document):
    return document["paths"]["/"]["get"].get("security")


# Security


def test_without_a_scheme_nothing_is_said_about_security():
    document = describe(Depends(lambda: None))
    assert security(document) is None
    assert "components" not in document
    assert "security" not in document


def test_a_scheme_is_a_requirement_and_a_component():
    document = describe(Depends(key))
    assert security(document) == [{"APIKeyHeader": []}]
    assert document["components"] == {
        "securitySchemes": {"APIKeyHeader": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    }


def user(token: Annotated[str, Depends(token)]):
    pass


def current(user: Annotated[str, Security(user, scopes=["me"])]):
    pass


def both(
    first: Annotated[str, Security(token, scopes=["b", "a"])],
    second: Annotated[str, Security(token, scopes=["a", "c"])],
):
    pass


@pytest.mark.parametrize(
    ("marker", "scopes"),
    [
        (Depends(token), []),
        (Depends(user), []),
        (Depends(current), ["me"]),
        (Security(current, scopes=["items"]), ["items", "me"]),
        (Security(current, scopes=["me", "items"]), ["me", "items"]),
        (Depends(both), ["b", "a", "c"]),
        (Security(both, scopes=["c"]), ["c", "b", "a"]),
    ],
)
def test_scopes_of_all_places_are_collected_once_from_the_outside_in(marker, scopes):
    assert security(describe(marker)) == [{"OAuth2PasswordBearer": scopes}]


def test_scopes_are_written_for_schemes_of_every_kind():
    assert security(describe(Security(key, scopes=["zz"]))) == [{"APIKeyHeader": ["zz"]}]


def test_several_schemes_stand_one_after_the_other_in_the_order_of_their_use():
    document = describe(Depends(basic), Depends(user), Depends(key), Depends(basic))
    names = ["HTTPBasic", "OAuth2PasswordBearer", "APIKeyHeader"]
    assert security(document) == [{name: []} for name in names]
    assert list(document["components"]["securitySchemes"]) == names


optional_key = APIKeyHeader(name="X-Key", auto_error=False, scheme_name="optional")
other_key = APIKeyHeader(name="X-Other", auto_error=False, scheme_name="other")


@pytest.mark.parametrize(
    ("markers", "requirements"),
    [
        ([], None),
        ([Depends(key)], [{"APIKeyHeader": []}]),
        (
            [Depends(basic), Security(token, scopes=["me"])],
            [{"HTTPBasic": [], "OAuth2PasswordBearer": ["me"]}],
        ),
        ([Depends(optional_key), Depends(other_key)], [{"optional": []}, {"other": []}]),
        (
            [Depends(optional_key), Depends(basic), Depends(other_key)],
            [{"HTTPBasic": [], "optional": []}, {"HTTPBasic": [], "other": []}],
        ),
    ],
)
def test_schemes_that_refuse_by_themselves_are_needed_together_on_demand(markers, requirements):
    assert security(describe(*markers, combine_security=True)) == requirements


def test_an_operation_may_list_alternatives_where_its_application_combines_schemes():
    app, markers = Etude(combine_security=True), [Depends(basic), Depends(key)]
    assert len(security(describe(*markers, app=app))) == 1
    app = Etude(combine_security=True)
    assert len(security(describe(*markers, app=app, combine_security=False))) == 2


def test_a_scheme_that_lets_requests_pass_is_listed_all_the_same():
    optional = APIKeyHeader(name="X-Key", auto_error=False)
    assert security(describe(Depends(optional))) == [{"APIKeyHeader": []}]


def test_an_operation_can_say_that_it_needs_no_scheme():
    optional = APIKeyHeader(name="X-Key", auto_error=False)
    document = describe(Depends(optional), openapi_extra={"security": [{}]})
    assert security(document) == [{"APIKeyHeader": []}, {}]


def test_schemes_of_every_level_are_found():
    app, router = Etude(dependencies=[Depends(key)]), APIRouter(dependencies=[Depends(basic)])

    @router.get("/")
    def read(user: Annotated[str, Depends(current)]):
        pass

    app.include_router(router, dependencies=[Security(token, scopes=["x"])])
    app.add_api_route("/other", lambda: None)
    document = app.openapi()
    assert security(document) == [
        *({"APIKeyHeader": []}, {"OAuth2PasswordBearer": ["x", "me"]}, {"HTTPBasic": []}),
    ]
    assert document["paths"]["/other"]["get"]["security"] == [{"APIKeyHeader": []}]
    assert "security" not in document


def test_a_scheme_of_hidden_operations_is_not_documented():
    document = describe(Depends(key), include_in_schema=False)
    assert "components" not in document


def test_a_scheme_inside_a_partial_is_found():
    assert security(describe(Depends(functools.partial(key)))) == [{"APIKeyHeader": []}]


def test_two_schemes_of_one_name_are_one_component_with_a_warning():
    others = [APIKeyHeader(name=name) for name in ("X-First", "X-Last")]
    with pytest.warns(UserWarning, match="have the name 'APIKeyHeader'.*scheme_name"):
        document = describe(*map(Depends, others))
    (scheme,) = document["components"]["securitySchemes"].values()
    assert scheme["name"] == "X-Last"


def test_two_equal_schemes_of_one_name_cause_no_warning():
    document = describe(*(Depends(APIKeyHeader(name="X-Key")) for _ in range(2)))
    assert list(document["components"]["securitySchemes"]) == ["APIKeyHeader"]


# Callbacks


class Invoice(BaseModel):
    id: str
    total: float


class Event(BaseModel):
    name: str


class Received(BaseModel):
    ok: bool


@pytest.fixture
def callbacks():
    router = APIRouter()

    @router.post("{$callback_url}/invoices/{$request.body.id}", response_model=Received)
    def invoice_event(body: Event, page: int):
        """Tell the client about an event."""

    return router


def test_a_callback_is_described_below_its_name_and_its_expression(callbacks):
    app = Etude()

    @app.post("/", callbacks=callbacks.routes)
    def create(invoice: Invoice, callback_url: str):
        pass

    described = app.openapi()["paths"]["/"]["post"]["callbacks"]
    assert list(described) == ["invoice_event"]
    (expression,) = described["invoice_event"]
    assert expression == "{$callback_url}/invoices/{$request.body.id}"
    operation = described["invoice_event"][expression]["post"]
    assert operation["summary"] == "Invoice Event"
    assert operation["description"] == "Tell the client about an event."
    assert [(p["name"], p["in"]) for p in operation["parameters"]] == [("page", "query")]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/Event"}
    assert list(operation["responses"]) == ["200", "422"]


def test_models_of_callbacks_are_components_and_nothing_of_them_is_served(callbacks):
    app = Etude(callbacks=callbacks.routes)
    app.add_api_route("/", lambda: None)
    components = app.openapi()["components"]["schemas"]
    assert {"Event", "Received"} <= components.keys()
    assert list(app.openapi()["paths"]) == ["/"]
    response = TestClient(app).post("/x/invoices/3", json={"name": "x"})
    assert response.status_code == 404


def test_the_schemes_of_callbacks_are_components_too(callbacks):
    router = APIRouter(dependencies=[Depends(basic)])
    router.include_router(callbacks)
    document = describe(app=Etude(callbacks=router.routes))
    assert document["components"]["securitySchemes"] == {
        "HTTPBasic": {"type": "http", "scheme": "basic"}
    }


def test_callbacks_of_callbacks_are_described_too():
    innermost, inner = APIRouter(), APIRouter()

    @innermost.put("{$request.body.url}/deepest")
    def deepest(body: Event):
        pass

    @inner.post("{$callback_url}", callbacks=innermost.routes)
    def deeper(body: Received):
        pass

    app = Etude()
    app.add_api_route("/", lambda: None, callbacks=inner.routes)
    document = app.openapi()
    outer = document["paths"]["/"]["get"]["callbacks"]["deeper"]["{$callback_url}"]["post"]
    assert list(outer["callbacks"]["deepest"]["{$request.body.url}/deepest"]) == ["put"]
    assert {"Event", "Received"} <= document["components"]["schemas"].keys()


def test_one_name_holds_several_expressions_and_methods():
    router = APIRouter()
    for path in ("{$a}", "{$b}"):
        router.add_api_route(path, lambda: None, methods=["GET", "POST"], name="event")
    app = Etude()
    app.add_api_route("/", lambda: None, callbacks=router.routes)
    described = app.openapi()["paths"]["/"]["get"]["callbacks"]
    assert {path: list(item) for path, item in described["event"].items()} == {
        "{$a}": ["get", "post"],
        "{$b}": ["get", "post"],
    }


def test_a_route_of_another_kind_is_no_callback():
    router = APIRouter()
    router.add_route("/x", lambda request: None)
    app = Etude()
    app.add_api_route("/", lambda: None, callbacks=router.routes)
    assert "callbacks" not in app.openapi()["paths"]["/"]["get"]


# Webhooks


def test_a_webhook_is_described_by_its_name_and_never_served():
    app = Etude()

    @app.webhooks.post("new-subscription", tags=["hooks"])
    def new_subscription(body: Event) -> List[Received]:
        """Somebody subscribed."""

    document = app.openapi()
    assert document["paths"] == {}
    assert list(document["webhooks"]) == ["new-subscription"]
    operation = document["webhooks"]["new-subscription"]["post"]
    assert operation["tags"] == ["hooks"]
    assert operation["description"] == "Somebody subscribed."
    assert "Event" in document["components"]["schemas"]
    assert TestClient(app).post("/new-subscription", json={"name": "x"}).status_code == 404


def test_the_router_of_webhooks_can_be_given_and_may_require_security():
    router = APIRouter(dependencies=[Depends(key)])
    router.add_api_route("hook", lambda: None, methods=["POST"])
    app = Etude(webhooks=router)
    assert app.webhooks is router
    document = app.openapi()
    assert document["webhooks"]["hook"]["post"]["security"] == [{"APIKeyHeader": []}]
    assert list(document["components"]["securitySchemes"]) == ["APIKeyHeader"]


def test_a_webhook_that_is_added_later_appears_in_the_document():
    app = Etude()
    assert "webhooks" not in app.openapi()
    app.webhooks.add_api_route("later", lambda: None)
    assert list(app.openapi()["webhooks"]) == ["later"]


def test_a_hidden_webhook_is_not_described():
    app = Etude()
    app.webhooks.add_api_route("hidden", lambda: None, include_in_schema=False)
    assert "webhooks" not in app.openapi()
