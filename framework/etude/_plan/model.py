"""The plan of an operation: what the compiler and the OpenAPI document both read."""

from __future__ import annotations

import functools
from dataclasses import field, replace
from enum import Enum
from inspect import Parameter
from typing import Any, AsyncContextManager, Callable, Dict, Mapping, TypeVar

from starlette.responses import JSONResponse, Response, StreamingResponse

from .._limits import MOST_IN_MEMORY, MOST_LEVELS
from .._nesting import Nest
from .._pydantic import Adapter, Undefined
from .._streams import StreamFormat
from .._values import value
from ..params import Body as BodyMarker
from ..params import Param, QueryStyle

_Planned = TypeVar("_Planned")
_AnyPlan = TypeVar("_AnyPlan", bound="Plan")
_MOST_SHARED = 1024


class _Enum(Enum):
    """Members with a quick hash: that of enumerations runs in Python."""

    __hash__ = object.__hash__


class Location(_Enum):
    """Where in a request a value stands; the order is that of errors and of the document."""

    path = "path"
    query = "query"
    header = "header"
    cookie = "cookie"
    body = "body"


class BodyKind(_Enum):
    """How the bytes of a body are understood."""

    json = "json"
    form = "form"


class Protocol(_Enum):
    """What kind of connection an endpoint serves."""

    http = "http"
    websocket = "websocket"


class CallableKind(_Enum):
    """How a callable runs."""

    coroutine = "coroutine"
    thread = "thread"
    model = "model"
    """In a thread, and it is the client's mistake where the arguments do not fit together."""
    generator = "generator"
    async_generator = "async_generator"

    @property
    def yields(self) -> bool:
        """Tell whether calling makes a generator."""
        return self in (CallableKind.generator, CallableKind.async_generator)


class Lifetime(_Enum):
    """When the code after `yield` runs: before the answer is sent, or when all is done.

    Or when the application stops; then a callable that does not yield is called once too.
    """

    function = "function"
    request = "request"
    app = "app"


@value
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
    reads_content: bool = False
    """Whether an uploaded file is handed over as its bytes."""
    label: str = ""
    """What the title is made of, where it is not the alias."""
    shape: Shape | None = None
    """For a model whose fields stand in the request as parameters of their own."""
    nest: Nest | None = None
    """What the keys in names lead to, where a form or a query holds a structure: `lines[0].sku`."""
    style: QueryStyle | None = None
    """How the value is written in the query, where each name does not stand for one text."""

    @property
    def required(self) -> bool:
        return self.default is Undefined and self.default_factory is None

    @property
    def loc(self) -> tuple[str, ...]:
        return (self.location.value, self.alias) if self.shape is None else (self.location.value,)

    @property
    def parts(self) -> tuple[Field, ...]:
        """What the client sends one by one: the field itself, or the fields of its model."""
        return (self,) if self.shape is None else self.shape.fields

    @property
    def slot(self) -> Any:
        """The key of the raw value among those of its location."""
        return self.alias if self.shape is None else (self.name,)


@value
class Shape:
    """A model as its fields; the name of each is its key in the model."""

    fields: tuple[Field, ...]
    takes_others: bool
    """Whether the model is to see what none of its fields claims, to keep or to refuse it."""
    refuses_others: bool
    is_optional: bool
    """Whether None, or a default, stands for a model of which the request holds nothing."""


@value
class Injection:
    """An object of the request that a callable asks for by its type."""

    name: str
    what: str


@value
class Dependency:
    """An argument that another callable returns; without a name its result is not used."""

    name: str | None
    call: Call
    function: Callable[..., Any]
    """What was declared; `call` may be of what overrides it."""
    use_cache: bool = True
    lifetime: Lifetime | None = None
    """For a callable that yields, and for any of the scope `app`."""
    own_scopes: tuple[str, ...] = ()
    """The scopes that `Security()` names here."""
    limit: Callable[[], AsyncContextManager[Any]] | None = None
    """Makes what to enter before calling, where only some may call at the same time."""
    raises: tuple[type[Exception], ...] = ()
    """What the callable is declared to raise."""

    @functools.cached_property
    def key(self) -> Any:
        """What two dependencies that are one call have in common."""
        return self.key_with(self.function)

    def key_with(self, function: Callable[..., Any]) -> Any:
        """Return the key for what may be called in the place of the function."""
        scopes = self.call.scopes if self.call.uses_scopes else self.own_scopes
        return (identity(function), self.lifetime, frozenset(scopes))

    @functools.cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of the call and of all calls below it, outer before inner ones."""
        return tuple(self.call.all_fields())

    @functools.cached_property
    def all_raises(self) -> tuple[type[Exception], ...]:
        """What the callable, and what it depends on, is declared to raise."""
        return (*self.raises, *self.call.all_raises())


def identity(function: Callable[..., Any]) -> Any:
    """Return what tells a callable from others as the key of a dict."""
    try:
        hash(function)
    except TypeError:
        return id(function)
    return function


@value
class Call:
    """A callable with all that it needs from a request."""

    function: Callable[..., Any]
    kind: CallableKind
    fields: tuple[Field, ...] = ()
    injections: tuple[Injection, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    scopes: tuple[str, ...] = ()
    """The OAuth2 scopes that are asked for on the way to this call, outermost first."""
    returns: Any = Parameter.empty
    """What the callable is annotated to return, as it is written."""

    def all_fields(self) -> list[Field]:
        """Return the fields of this call and of all calls below it, outer before inner ones."""
        inner = [field for dependency in self.dependencies for field in dependency.all_fields]
        return [*self.fields, *inner]

    def all_raises(self) -> list[type[Exception]]:
        """Return what the dependencies of this call are declared to raise."""
        return [error for dependency in self.dependencies for error in dependency.all_raises]

    @functools.cached_property
    def key(self) -> Any:
        """What tells this call from others, also from itself with something overridden below."""
        return (identity(self.function), *(each.call.key for each in self.dependencies))

    @functools.cached_property
    def uses_scopes(self) -> bool:
        """Tell whether this call, or one below it, looks at the scopes."""
        return any(injection.what == "security_scopes" for injection in self.injections) or any(
            dependency.call.uses_scopes for dependency in self.dependencies
        )


@value
class Step:
    """One call of an operation, and the earlier steps whose results are its arguments."""

    call: Call
    inputs: tuple[tuple[str, int], ...] = ()
    """Name of an argument, number of the step that returns it."""
    after: tuple[int, ...] = ()
    """The steps that must have succeeded, whether or not their results are used."""
    lifetime: Lifetime | None = None
    limit: Callable[[], AsyncContextManager[Any]] | None = None


@value
class Body:
    """How the body of the request is read."""

    fields: tuple[Field, ...]
    kind: BodyKind
    is_embedded: bool
    """Whether each field stands under its name, in one JSON object or in a form."""
    media_type: str
    assumes_json: bool = False
    """Whether a body without a media type is JSON."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """How much of a form is read, by the names of `FormLimits`; under `files`, by name of a file."""
    max_size: int = MOST_IN_MEMORY
    """How many bytes of it are held in memory."""
    max_depth: int = MOST_LEVELS
    """How deep JSON may be nested."""
    allows_inf_nan: bool = True
    """Whether it may hold numbers that are none of JSON."""

    @property
    def required(self) -> bool:
        return any(field.required for field in self.fields)


@value
class Stream:
    """How an answer goes out item by item."""

    format: StreamFormat
    response_class: type[StreamingResponse]
    kind: CallableKind
    """How the endpoint runs: one that is no generator returns what to iterate over."""

    @property
    def is_generator(self) -> bool:
        """Tell whether the endpoint itself yields the items."""
        return self.kind.yields


@value
class Reply:
    """What becomes of the value that the endpoint returns."""

    status_code: int
    adapter: Adapter | None
    """Validates and serialises the value; None sends it as it is."""
    response_class: type[Response] | None
    """Renders the value; None sends JSON."""
    dump: Mapping[str, Any]
    """How the adapter serialises: include, exclude, by_alias, ..."""
    documented_class: type[Response] | None = None
    """The class that says what the answer is, also where the endpoint makes it; None for JSON."""
    is_rendered: bool = False
    """Whether the call itself returns JSON, or what the response class makes an answer of."""
    stream: Stream | None = None
    """Set where the answer goes out item by item; then adapter and dump are those of one item."""

    @property
    def yields(self) -> bool:
        """Tell whether the endpoint yields what is sent."""
        return self.stream is not None and self.stream.is_generator

    @property
    def is_json(self) -> bool:
        """Whether the answer is JSON, so that its schema is that of the value."""
        return issubclass(self.documented_class or JSONResponse, JSONResponse)


@value
class FurtherResponse:
    """A response that is only documented."""

    key: str
    """A status code, a range like `4XX`, or `default`."""
    described: Mapping[str, Any]
    """A Response Object without the schema of the model."""
    adapter: Adapter | None


@value
class Raised:
    """An exception that an operation declares to raise."""

    error: type[Exception]
    status_code: int
    description: str
    adapter: Adapter | None
    """Describes what the client reads; None stands for what all errors are answered with."""
    is_problem: bool
    """Whether the client reads problem details."""


class Shared(Dict[Any, _Planned]):
    """Plans that many operations share; where there are too many, the oldest is forgotten."""

    def __setitem__(self, key: Any, plan: _Planned) -> None:
        if len(self) >= _MOST_SHARED:
            del self[next(iter(self))]
        super().__setitem__(key, plan)


@value
class Plan:
    """All about one endpoint that does not depend on a connection; all that a WebSocket needs."""

    call: Call
    steps: tuple[Step, ...]
    body: Body | None
    raised: tuple[Raised, ...]
    query_names: frozenset[str] | None
    """The only names that the query may have; None where others are passed over."""

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all calls, the endpoint's own first, then outer before inner ones."""
        return tuple(self.call.all_fields())

    def calling(self: _AnyPlan, call: Call) -> _AnyPlan:
        """Return the plan with another function at its end, and what is injected into that."""
        *before, last = self.steps
        own = replace(self.call, function=call.function, kind=call.kind, injections=call.injections)
        return replace(self, call=own, steps=(*before, replace(last, call=own)))

    @property
    def needs_closing(self) -> bool:
        """Tell whether anything is left open until the request is done."""
        is_form = self.body is not None and self.body.kind is BodyKind.form
        return is_form or any(step.lifetime not in (None, Lifetime.app) for step in self.steps)

    def closes(self, lifetime: Lifetime) -> bool:
        """Tell whether a call yields and is left when a lifetime ends."""
        return any(step.lifetime is lifetime for step in self.steps)

    def aliases(self, location: Location) -> frozenset[str]:
        """Return the names that all fields of a location claim."""
        own = [field for field in self.fields if field.location is location]
        return frozenset(key for field in own for part in field.parts for key in part.keys)

    def nested(self, location: Location) -> list[Field]:
        """Return what names with keys lead into, of all calls."""
        own = [field for field in self.fields if field.location is location]
        return [part for field in own for part in field.parts if part.nest is not None]

    def injects(self, what: str) -> bool:
        """Tell whether any call asks for an object of the request."""
        found = (injection for step in self.steps for injection in step.call.injections)
        return any(injection.what == what for injection in found)


@value
class Operation(Plan):
    """All about one path operation that does not depend on a request."""

    reply: Reply
    further_responses: tuple[FurtherResponse, ...] = ()

    @property
    def needs_closing(self) -> bool:
        """Tell whether anything is left open until the request is done."""
        return super().needs_closing or self.reply.yields

    @property
    def replies_plainly(self) -> bool:
        """Tell whether nothing but the endpoint's result makes the answer."""
        is_plain = self.reply.response_class is None
        return is_plain and not (self.injects("response") or self.injects("background"))
