"""W5: what the dependencies do, as functions that the endpoint calls itself."""

from contextlib import closing
from typing import Any, Dict

from pydantic import Field, TypeAdapter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import Annotated

from benchmarks.apps.by_hand.validation import Errors, checked, unprocessable
from benchmarks.apps.settings import Settings

LANGUAGE: "TypeAdapter[Any]" = TypeAdapter(Annotated[str, Field(max_length=40)])
LIMIT: "TypeAdapter[Any]" = TypeAdapter(Annotated[int, Field(ge=1)])
OFFSET: "TypeAdapter[Any]" = TypeAdapter(Annotated[int, Field(ge=0)])


def read_token(request: Request) -> str:
    """Return the token of the header."""
    token = request.headers.get("x-token")
    if not token:
        raise HTTPException(status_code=401, detail="Not authenticated")
    return token


async def current_user(settings: Settings, token: str) -> Dict[str, Any]:
    """Return the user to whom the token belongs."""
    name = settings.users.get(token)
    if name is None:
        raise HTTPException(status_code=401, detail="Unknown token")
    return {"name": name}


async def permissions(user: Dict[str, Any]) -> Dict[str, Any]:
    """Return what the user may do."""
    return {"may_read": True, "may_write": user["name"] == "ada"}


async def paging(settings: Settings, limit: int, offset: int) -> Dict[str, Any]:
    """Return the part of the list that is asked for."""
    return {"limit": min(limit, settings.largest_page), "offset": offset}


async def read_tasks(request: Request) -> JSONResponse:
    """Return what the functions above found."""
    errors: Errors = []
    token = read_token(request)
    query = request.query_params
    limit = checked(LIMIT, query.get("limit"), "query", "limit", errors, default=10)
    offset = checked(OFFSET, query.get("offset"), "query", "offset", errors, default=0)
    accepted = request.headers.get("accept-language")
    language = checked(LANGUAGE, accepted, "header", "accept-language", errors, default="en")
    if errors:
        return unprocessable(errors)
    with closing(Settings()) as settings:
        user = await current_user(settings, token)
        return JSONResponse(
            {
                "user": user["name"],
                "allowed": await permissions(user),
                "page": await paging(settings, limit, offset),
                "language": language,
            }
        )


app = Starlette(routes=[Route("/tasks", read_tasks)])
