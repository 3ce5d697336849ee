"""The plan of an operation: what the compiler and the OpenAPI document both read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Callable, Mapping

from starlette.responses import JSONResponse, Response

from .._pydantic import Adapter, Undefined
from ..params import Body as BodyMarker
from ..params import Param


class Location(Enum):
    """Where in a request a value stands; the order is that of errors and of the document."""

    path = "path"
    query = "query"
    header = "header"
    cookie = "cookie"
    body = "body"


class CallableKind(Enum):
    """How a callable runs."""

    coroutine = "coroutine"
    thread = "thread"
    generator = "generator"
    async_generator = "async_generator"


class Lifetime(Enum):
    """When the code after `yield` runs: before the answer is sent, or when all is done."""

    function = "function"
    request = "request"


@dataclass(frozen=True, eq=False)
class Field:
    """One value that a request carries."""

    name: str
    location: Location
    alias: str
    keys: tuple[str, ...]
    """The names under which the value is looked up, in this order."""
    marker: Param | BodyMarker
    adapter: Adapter
    default: Any = Undefined
    default_factory: Callable[[], Any] | None = None
    is_sequence: bool = False

    @property
    def required(self) -> bool:
        return self.default is Undefined and self.default_factory is None

    @property
    def loc(self) -> tuple[str, ...]:
        return (self.location.value, self.alias)


@dataclass(frozen=True)
class Injection:
    """An object of the request that a callable asks for by its type."""

    name: str
    what: str


@dataclass(frozen=True, eq=False)
class Dependency:
    """An argument that another callable returns; without a name its result is not used."""

    name: str | None
    call: Call
    function: Callable[..., Any]
    """What was declared; `call` may be of what overrides it."""
    use_cache: bool = True
    lifetime: Lifetime | None = None
    """For a callable that yields."""


@dataclass(frozen=True, eq=False)
class Call:
    """A callable with all that it needs from a request."""

    function: Callable[..., Any]
    kind: CallableKind
    fields: tuple[Field, ...] = ()
    injections: tuple[Injection, ...] = ()
    dependencies: tuple[Dependency, ...] = ()


@dataclass(frozen=True, eq=False)
class Step:
    """One call of an operation, and the earlier steps whose results are its arguments."""

    call: Call
    inputs: tuple[tuple[str, int], ...] = ()
    """Name of an argument, number of the step that returns it."""
    after: tuple[int, ...] = ()
    """The steps that must have succeeded, whether or not their results are used."""
    lifetime: Lifetime | None = None
    """For a callable that yields."""


@dataclass(frozen=True, eq=False)
class Body:
    """How the body of the request is read."""

    fields: tuple[Field, ...]
    is_embedded: bool
    """Whether each field stands under its name in one JSON object."""
    media_type: str

    @property
    def required(self) -> bool:
        return any(field.required for field in self.fields)


@dataclass(frozen=True, eq=False)
class Reply:
    """What becomes of the value that the endpoint returns."""

    status_code: int
    adapter: Adapter | None
    """Validates and serialises the value; None sends it as it is."""
    response_class: type[Response] | None
    """Renders the value; None sends JSON."""
    dump: Mapping[str, Any]
    """How the adapter serialises: include, exclude, by_alias, ..."""

    @property
    def is_json(self) -> bool:
        """Whether the answer is JSON, so that its schema is that of the value."""
        return self.response_class is None or issubclass(self.response_class, JSONResponse)


@dataclass(frozen=True, eq=False)
class Operation:
    """All about one path operation that does not depend on a request."""

    call: Call
    steps: tuple[Step, ...]
    body: Body | None
    reply: Reply

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all calls, the endpoint's own first, then outer before inner ones."""
        return tuple(_fields(self.call))

    def injects(self, what: str) -> bool:
        """Tell whether any call asks for an object of the request."""
        return any(
            injection.what == what for step in self.steps for injection in step.call.injections
        )


def _fields(call: Call) -> list[Field]:
    inner = [field for dependency in call.dependencies for field in _fields(dependency.call)]
    return [*call.fields, *inner]
