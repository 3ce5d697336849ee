"""Two versions of an API by a header: changed fields, converters, one document for each."""

import datetime

from cadwyn import (
    Cadwyn,
    HeadVersion,
    RequestInfo,
    ResponseInfo,
    Version,
    VersionBundle,
    VersionChange,
    VersionedAPIRouter,
    convert_request_to_next_version_for,
    convert_response_to_previous_version_for,
    schema,
)
from fastapi.testclient import TestClient
from pydantic import BaseModel

from asking import ask


class User(BaseModel):
    addresses: list[str]


class ChangeAddress(VersionChange):
    description = "A user has several addresses"
    instructions_to_migrate_to_previous_version = (
        schema(User).field("addresses").didnt_exist,
        schema(User).field("address").existed_as(type=str),
    )

    @convert_request_to_next_version_for(User)
    def to_list(request: RequestInfo):
        request.body["addresses"] = [request.body.pop("address")]

    @convert_response_to_previous_version_for(User)
    def to_single(response: ResponseInfo):
        response.body["address"] = response.body.pop("addresses")[0]


router = VersionedAPIRouter()


@router.post("/users", response_model=User)
async def create_user(user: User, dry: bool = False):
    return user


app = Cadwyn(
    versions=VersionBundle(
        HeadVersion(),
        Version(datetime.date(2024, 2, 1), ChangeAddress),
        Version(datetime.date(2024, 1, 1)),
    )
)
app.generate_and_include_versioned_routers(router)


def answers():
    old, new = ({"x-api-version": day} for day in ("2024-01-01", "2024-02-01"))
    asked = ask(
        app,
        ("POST /users", {"headers": old, "json": {"address": "Basel"}}),
        ("POST /users", {"headers": new, "json": {"addresses": ["Basel", "Bern"]}}),
        ("POST /users", {"headers": old, "json": {"addresses": ["Basel"]}}),
    )
    with TestClient(app) as client:
        documents = [
            client.get(f"/openapi.json?version={day}").json()["components"]["schemas"]["User"]
            for day in ("2024-01-01", "2024-02-01")
        ]
    return [asked, documents]
