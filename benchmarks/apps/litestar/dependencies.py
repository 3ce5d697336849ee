"""W5: five dependencies in three levels."""

from typing import Any, AsyncGenerator, Dict

from litestar import Litestar, get
from litestar.di import Provide
from litestar.exceptions import NotAuthorizedException
from litestar.params import Dependency, Parameter
from typing_extensions import Annotated

from benchmarks.apps.settings import Settings


async def open_settings() -> AsyncGenerator[Settings, None]:
    """Yield the settings and close them afterwards."""
    settings = Settings()
    try:
        yield settings
    finally:
        settings.close()


async def read_token(x_token: Annotated[str, Parameter(header="X-Token")]) -> str:
    """Return the token of the header."""
    return x_token


async def current_user(settings: Settings, token: str) -> Dict[str, Any]:
    """Return the user to whom the token belongs."""
    name = settings.users.get(token)
    if name is None:
        raise NotAuthorizedException("Unknown token")
    return {"name": name}


async def permissions(user: Dict[str, Any]) -> Dict[str, Any]:
    """Return what the user may do."""
    return {"may_read": True, "may_write": user["name"] == "ada"}


async def paging(
    settings: Settings,
    limit: Annotated[int, Parameter(ge=1)] = 10,
    offset: Annotated[int, Parameter(ge=0)] = 0,
) -> Dict[str, Any]:
    """Return the part of the list that is asked for."""
    return {"limit": min(limit, settings.largest_page), "offset": offset}


async def read_tasks(
    user: Annotated[Dict[str, Any], Dependency()],
    allowed: Annotated[Dict[str, Any], Dependency()],
    page: Annotated[Dict[str, Any], Dependency()],
    language: Annotated[str, Parameter(header="Accept-Language", max_length=40)] = "en",
) -> Dict[str, Any]:
    """Return what the dependencies found."""
    return {"user": user["name"], "allowed": allowed, "page": page, "language": language}


app = Litestar(
    [get("/tasks")(read_tasks)],
    dependencies={
        "settings": Provide(open_settings),
        "token": Provide(read_token),
        "user": Provide(current_user),
        "allowed": Provide(permissions),
        "page": Provide(paging),
    },
)
