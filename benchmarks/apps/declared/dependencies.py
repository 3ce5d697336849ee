"""W5: five dependencies in three levels; `open_settings` and `current_user` are asked for twice."""

from typing import Any, AsyncIterator, Dict

from typing_extensions import Annotated

from benchmarks.apps.declared.framework import (
    APIKeyHeader,
    Application,
    Depends,
    Header,
    HTTPException,
    Query,
)
from benchmarks.apps.settings import Settings

app = Application()
token_scheme = APIKeyHeader(name="X-Token")


async def open_settings() -> AsyncIterator[Settings]:
    """Yield the settings and close them afterwards."""
    settings = Settings()
    try:
        yield settings
    finally:
        settings.close()


OpenSettings = Annotated[Settings, Depends(open_settings)]


async def current_user(
    settings: OpenSettings, token: Annotated[str, Depends(token_scheme)]
) -> Dict[str, Any]:
    """Return the user to whom the token belongs."""
    name = settings.users.get(token)
    if name is None:
        raise HTTPException(status_code=401, detail="Unknown token")
    return {"name": name}


User = Annotated[Dict[str, Any], Depends(current_user)]


async def permissions(user: User) -> Dict[str, Any]:
    """Return what the user may do."""
    return {"may_read": True, "may_write": user["name"] == "ada"}


async def paging(
    settings: OpenSettings,
    limit: Annotated[int, Query(ge=1)] = 10,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Dict[str, Any]:
    """Return the part of the list that is asked for."""
    return {"limit": min(limit, settings.largest_page), "offset": offset}


@app.get("/tasks", response_model=None)
async def read_tasks(
    user: User,
    allowed: Annotated[Dict[str, Any], Depends(permissions)],
    page: Annotated[Dict[str, Any], Depends(paging)],
    accept_language: Annotated[str, Header(max_length=40)] = "en",
) -> Dict[str, Any]:
    """Return what the dependencies found."""
    return {"user": user["name"], "allowed": allowed, "page": page, "language": accept_language}
