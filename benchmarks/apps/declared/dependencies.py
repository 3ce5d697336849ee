"""W5: five dependencies in three levels; `read_settings` and `current_user` are asked for twice."""

from typing import Any, Dict

from typing_extensions import Annotated

from benchmarks.apps.declared.framework import Application, Depends, Header, HTTPException, Query

app = Application()


async def read_settings() -> Dict[str, Any]:
    """Return the settings."""
    return {"largest_page": 100, "users": {"secret-of-ada": "ada"}}


Settings = Annotated[Dict[str, Any], Depends(read_settings)]


async def current_user(
    settings: Settings, x_token: Annotated[str, Header(min_length=8)]
) -> Dict[str, Any]:
    """Return the user to whom the token belongs."""
    name = settings["users"].get(x_token)
    if name is None:
        raise HTTPException(status_code=401, detail="Unknown token")
    return {"name": name}


User = Annotated[Dict[str, Any], Depends(current_user)]


async def permissions(user: User) -> Dict[str, Any]:
    """Return what the user may do."""
    return {"may_read": True, "may_write": user["name"] == "ada"}


async def paging(
    settings: Settings,
    limit: Annotated[int, Query(ge=1)] = 10,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Dict[str, Any]:
    """Return the part of the list that is asked for."""
    return {"limit": min(limit, settings["largest_page"]), "offset": offset}


async def language(accept_language: Annotated[str, Header(max_length=40)] = "en") -> str:
    """Return the language of the answer."""
    return accept_language


@app.get("/tasks", response_model=None)
async def read_tasks(
    user: User,
    allowed: Annotated[Dict[str, Any], Depends(permissions)],
    page: Annotated[Dict[str, Any], Depends(paging)],
    spoken: Annotated[str, Depends(language)],
) -> Dict[str, Any]:
    """Return what the dependencies found."""
    return {"user": user["name"], "allowed": allowed, "page": page, "language": spoken}
