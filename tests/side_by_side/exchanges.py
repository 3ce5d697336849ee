"""What an app of the side-by-side test says: its requests, and declarations that are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

_LONGEST_NAME = 110


@dataclass(frozen=True)
class Request:
    """One request, and the name under which its answers are compared."""

    method: str
    url: str
    options: dict[str, Any] = field(default_factory=dict)
    """Further arguments of the test client."""
    given_name: str = ""

    @property
    def name(self) -> str:
        if self.given_name:
            return f"{self.method} {self.url} {self.given_name}"
        options = [f"{key}={value!r}" for key, value in self.options.items()]
        name = " ".join([f"{self.method} {self.url}", *options])
        return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "..."


def request(method: str, url: str, name: str = "", **options: Any) -> Request:
    """Describe a request; `name` tells it from others whose beginnings are equal."""
    return Request(method, url, options, name)


def get(url: str, name: str = "", **options: Any) -> Request:
    return request("GET", url, name, **options)


def post(url: str, name: str = "", **options: Any) -> Request:
    return request("POST", url, name, **options)


def websocket(url: str, *says: str, closes: bool = False, **options: Any) -> Request:
    """Describe a WebSocket whose client says texts and waits for an answer to each.

    `closes` says that the server then closes the connection.
    """
    conversation = {"says": says} if says else {}
    return Request(
        "WEBSOCKET", url, {**conversation, **({"closes": True} if closes else {}), **options}
    )


def raw(content: str | bytes, media_type: str | None = "application/json") -> dict[str, Any]:
    """Return the arguments for a body as it is."""
    headers = {} if media_type is None else {"content-type": media_type}
    return {"content": content, "headers": headers}


@dataclass(frozen=True)
class Declaration:
    """A declaration, and the class of the error that refuses it."""

    declare: Callable[[], object]
    error: type[BaseException]

    def outcome(self) -> str:
        """Declare it; say what came of that."""
        try:
            self.declare()
        except self.error:
            return "refused as it should be"
        except Exception as error:
            return f"refused with {type(error).__name__} and not {self.error.__name__}"
        return "accepted"


class Declarations(dict):
    """The declarations of an app by their names."""

    def refused_with(self, error: type[BaseException]) -> Callable[[Any], Any]:
        """Add a function that declares something for which both frameworks raise this error."""

        def add(declare):
            self[declare.__name__] = Declaration(declare, error)
            return declare

        return add
