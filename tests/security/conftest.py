"""Asks a security scheme what it reads from a connection, without an application."""

from __future__ import annotations

import asyncio
from typing import Any, Callable

import pytest
from starlette.requests import HTTPConnection

from etude.exceptions import HTTPException
from etude.security.base import SecurityBase


@pytest.fixture(params=["http", "websocket"])
def ask(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Call a scheme with the credentials given; once for a request, once for a WebSocket."""

    def ask(scheme: Any, *, query: str = "", **headers: str) -> Any:
        scope = {
            "type": request.param,
            "path": "/",
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").lower().encode(), value.encode("latin-1"))
                for name, value in headers.items()
            ],
        }
        assert isinstance(scheme, SecurityBase)
        return asyncio.run(scheme(HTTPConnection(scope)))

    return ask


@pytest.fixture
def refusal(ask: Callable[..., Any]) -> Callable[..., HTTPException]:
    """Call a scheme that must refuse the credentials; return its error."""

    def refusal(scheme: Any, **credentials: str) -> HTTPException:
        with pytest.raises(HTTPException) as caught:
            ask(scheme, **credentials)
        return caught.value

    return refusal


@pytest.fixture
def describe() -> Callable[[Any], Any]:
    """Return what a scheme says in the document."""

    def describe(scheme: Any) -> Any:
        return scheme.model.model_dump(by_alias=True, exclude_none=True, mode="json")

    return describe
