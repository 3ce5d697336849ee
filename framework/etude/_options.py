"""The keyword options of operations, routers and applications, each listed once.

An absent key means 'not given'. A key given as None is 'not given' too, except `response_model`.
"""

from __future__ import annotations

import functools
import inspect
import sys
from enum import Enum
from typing import (
    Any,
    Callable,
    Collection,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Type,
    TypeVar,
    Union,
)

from annotated_doc import Doc
from annotated_types import Ge
from pydantic import StringConstraints
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute
from typing_extensions import Annotated, Literal, TypedDict, get_type_hints

from ._body_limits import check_max_body_size
from ._limits import check_depth, checking_seconds
from ._pydantic import adapter_of
from .datastructures import DefaultPlaceholder
from .exceptions import DeclarationError
from .types import IncEx

_Function = TypeVar("_Function", bound=Callable[..., Any])


MaxFileSize = Annotated[
    int, Doc("The greatest size of each file, in bytes. By default, there is no limit."), Ge(0)
]
MediaTypes = Annotated[
    List[Annotated[str, StringConstraints(pattern=r"^[^/;\s]+/[^/;\s]+$")]],
    Doc("The media types of files that are accepted, such as `image/png` or `image/*`."),
]


class FormLimits(TypedDict, total=False):
    """How much of a form is read; what is over it is answered with status 413, or 415."""

    __pydantic_config__ = {"extra": "forbid", "strict": True}  # type: ignore[misc]  # noqa: RUF012  # Pydantic reads it; a TypedDict has no ClassVar

    max_fields: Annotated[int, Doc("The greatest number of fields. By default 1000."), Ge(0)]
    max_files: Annotated[int, Doc("The greatest number of files. By default 1000."), Ge(0)]
    max_part_size: Annotated[
        int, Doc("The greatest size of a field, in bytes. By default 1048576."), Ge(0)
    ]
    max_file_size: MaxFileSize
    media_types: MediaTypes


RoutePath = Annotated[str, Doc("The path, with the names of its parameters in braces.")]
Endpoint = Annotated[Callable[..., Any], Doc("The function that answers.")]
Methods = Annotated[Optional[Iterable[str]], Doc("The methods; by default GET.")]
Talker = Annotated[Callable[..., Any], Doc("The coroutine function that talks.")]
PlainEndpoint = Annotated[
    Callable[..., Any],
    Doc("A function of a request or a WebSocket, or one of Starlette's classes."),
]
PlainMethods = Annotated[
    Optional[Collection[str]], Doc("The methods; by default GET, or those of the class.")
]
IsShown = Annotated[bool, Doc("For Starlette's own documents; ours show operations only.")]
RouteName = Annotated[
    Optional[str], Doc("What `url_path_for` calls it; by default the function's name.")
]
Dependencies = Annotated[
    Optional[Sequence[Any]],
    Doc("Dependencies to run before the operation; their results are not used."),
]
OverridesProvider = Annotated[
    Any, Doc("What has `dependency_overrides`; by default the application that serves.")
]
StrictContentType = Annotated[
    bool, Doc("Whether a body without Content-Type is no JSON. By default, yes.")
]


Handler = Callable[..., Any]
ExceptionKey = Annotated[
    Union[int, Type[Exception]],
    Doc("What to handle: a class with its subclasses, or a status code."),
]


class PartOptions(TypedDict, total=False):
    """What stands around an application, a router, an inclusion or an operation, and only there."""

    exception_handlers: Annotated[
        Optional[Mapping[Any, Handler]],
        Doc("Functions of a request and an exception, by status code or exception class."),
    ]
    middleware: Annotated[Optional[Sequence[Middleware]], Doc("Middleware, the outermost first.")]


class WebSocketOptions(PartOptions, total=False):
    """What a WebSocket endpoint may be declared with."""

    dependencies: Dependencies
    forbid_extra_query: Annotated[
        bool,
        Doc(
            """
            Whether undeclared query parameters are refused: with status 422, and by a WebSocket with
            code 1008. By default, they are not.
            """
        ),
    ]
    raises: Annotated[
        Optional[Sequence[Type[Exception]]],
        Doc(
            "Exceptions to document and to answer by their `status_code`, `model` or `to_response`."
        ),
    ]


class _Described(WebSocketOptions, total=False):
    """What an operation, a router and an application may all say about their operations."""

    tags: Annotated[Optional[List[Union[str, Enum]]], Doc("Names that group operations.")]
    responses: Annotated[
        Optional[Dict[Union[int, str], Dict[str, Any]]],
        Doc("Further responses to document, by status code; `model` in one becomes its schema."),
    ]
    deprecated: Annotated[Optional[bool], Doc("Whether to document as deprecated.")]
    include_in_schema: Annotated[bool, Doc("Whether to document at all. By default, yes.")]
    callbacks: Annotated[
        Optional[List[BaseRoute]],
        Doc("Requests that the service will send to its client (OpenAPI 3.1, Callback Object)."),
    ]
    max_body_size: Annotated[
        Optional[int],
        Doc(
            """
            The greatest size of a request's body, in bytes; over it the answer is status 413. By
            default, 8 MiB of what is held in memory, and no limit for files.
            """
        ),
    ]
    form_limits: Annotated[Optional[FormLimits], Doc("How much of a form is read.")]
    max_json_depth: Annotated[
        Optional[int],
        Doc(
            """
            How deep arrays and objects may stand in each other in a JSON body; over it the answer
            is status 422. By default 220, which is also the most.
            """
        ),
    ]
    body_timeout: Annotated[
        Optional[float],
        Doc(
            """
            For how many seconds to wait, all in all, for a request's body; then the answer is status
            408. By default, and with `math.inf`, there is no limit.
            """
        ),
    ]
    answer_timeout: Annotated[
        Optional[float],
        Doc(
            """
            After how many seconds the answer must have begun; then the operation is cancelled and the
            answer is status 503. By default, and with `math.inf`, there is no limit.
            """
        ),
    ]
    cancel_on_disconnect: Annotated[
        bool,
        Doc("Whether to cancel the operation when its client goes away. By default, no."),
    ]
    generate_unique_id_function: Annotated[
        Optional[Callable[[Any], str]],
        Doc("Makes the operation id of a route; by default its name, path and method."),
    ]
    automatic_head: Annotated[
        bool,
        Doc("Whether GET operations answer HEAD too (RFC 9110, section 9.3.2). By default, yes."),
    ]
    automatic_options: Annotated[
        bool,
        Doc("Whether OPTIONS lists the methods of a path (the same, 9.3.7). By default, yes."),
    ]
    problem_details: Annotated[
        Union[bool, Literal["accept"], None],
        Doc(
            "Whether errors are problem details (RFC 9457); `accept`: for clients that ask for them."
        ),
    ]
    document_errors: Annotated[
        Optional[bool],
        Doc("Whether to document what is answered without the endpoint. By default, only 422."),
    ]
    combine_security: Annotated[
        bool,
        Doc(
            """
            Whether to document that a client needs all security schemes of an operation that refuse
            requests by themselves. By default, they are listed as alternatives.
            """
        ),
    ]
    allow_inf_nan: Annotated[
        bool,
        Doc(
            """
            Whether a JSON body may hold `NaN`, `Infinity`, or numbers so large that they are read
            as it, which JSON does not have (RFC 8259, section 6). By default, yes.
            """
        ),
    ]


class RouterOptions(_Described, total=False):
    """What a router may say about all of its operations."""

    strict_content_type: StrictContentType
    default_response_class: Annotated[
        Optional[Type[Response]],
        Doc("The class that renders the answers of operations that name none."),
    ]


class OwnRouterOptions(RouterOptions, total=False):
    """What a router, or an application, may be made with besides."""

    routes: Annotated[
        Optional[Sequence[BaseRoute]], Doc("Routes to begin with, Starlette's ones too.")
    ]
    mounted_lifespans: Annotated[
        bool, Doc("Whether the lifespans of mounted applications run too. By default, yes.")
    ]
    redirect_slashes: Annotated[
        bool, Doc("Whether to redirect to the same path with, or without, a slash at its end.")
    ]
    lifespan: Annotated[
        Optional[Callable[[Any], Any]],
        Doc("A function of the application that yields once, around the time of serving."),
    ]
    on_startup: Annotated[
        Optional[Sequence[Callable[[], Any]]], Doc("Functions to call before serving.")
    ]
    on_shutdown: Annotated[
        Optional[Sequence[Callable[[], Any]]], Doc("Functions to call after serving.")
    ]


class RouteOptions(_Described, total=False):
    """What a path operation may be declared with."""

    response_model: Annotated[
        Any,
        Doc(
            """
            The type that the response is validated, filtered and documented by. By default, the
            return annotation. None switches all three off.
            """
        ),
    ]
    status_code: Annotated[Optional[int], Doc("The status code of a successful answer.")]
    summary: Annotated[Optional[str], Doc("One line; by default made of the function's name.")]
    description: Annotated[Optional[str], Doc("Markdown; by default the function's docstring.")]
    response_description: Annotated[
        str, Doc("What a successful answer is. By default `Successful Response`.")
    ]
    operation_id: Annotated[Optional[str], Doc("An id that is unique in the document.")]
    response_model_include: Annotated[
        Optional[IncEx], Doc("The only fields of the response model to send.")
    ]
    response_model_exclude: Annotated[
        Optional[IncEx], Doc("Fields of the response model not to send.")
    ]
    response_model_by_alias: Annotated[
        bool, Doc("Whether to send fields under their aliases. By default, yes.")
    ]
    response_model_exclude_unset: Annotated[
        bool, Doc("Whether to leave out the fields that the endpoint did not set.")
    ]
    response_model_exclude_defaults: Annotated[
        bool, Doc("Whether to leave out the fields that equal their default.")
    ]
    response_model_exclude_none: Annotated[bool, Doc("Whether to leave out the fields with None.")]
    response_class: Annotated[
        Optional[Type[Response]], Doc("The class that renders the answer. By default, JSON.")
    ]
    name: RouteName
    openapi_extra: Annotated[
        Optional[Dict[str, Any]], Doc("What to merge into the documented operation.")
    ]


class FullRouteOptions(RouteOptions, total=False):
    """What a route may be made with, besides what its decorator takes."""

    strict_content_type: StrictContentType


DEFAULTS: Mapping[str, Any] = {
    "include_in_schema": True,
    "automatic_head": True,
    "automatic_options": True,
    "mounted_lifespans": True,
    "forbid_extra_query": False,
    "combine_security": False,
    "allow_inf_nan": True,
    "redirect_slashes": True,
    "strict_content_type": True,
    "cancel_on_disconnect": False,
    "response_description": "Successful Response",
    "response_model_by_alias": True,
    "response_model_exclude_unset": False,
    "response_model_exclude_defaults": False,
    "response_model_exclude_none": False,
}
"""What `inspect.signature` shows where the default is not None."""


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options without those that say 'not given'.

    Raises a Pydantic ValidationError for form limits that are none, and ValueError for a size that
    is none.
    """
    known = {
        name: value
        for name, value in options.items()
        if (value is not None or name == "response_model")
        and not isinstance(value, DefaultPlaceholder)
    }
    for name, check in () if known.keys().isdisjoint(_CHECKS) else _CHECKS.items():
        if name in known:
            check(known[name])
    return {_RENAMED.get(name, name): value for name, value in known.items()}


def check_list(name: str, value: Any, example: str) -> None:
    """Refuse what is no list."""
    if not isinstance(value, Iterable):
        raise DeclarationError(f"`{name}` is {value!r}. Give a list, also of one: {example}.")


def _check_problem_details(value: Any) -> None:
    """Refuse what says neither yes nor no, nor who decides."""
    if value not in (True, False, "accept"):
        raise DeclarationError(
            f"`problem_details` is {value!r}. Say True, False, or 'accept' to let clients choose."
        )


def _check_exception_handlers(value: Any) -> None:
    """Refuse handlers of what nobody raises, and handlers that cannot be called."""
    for key, handler in value.items() if isinstance(value, Mapping) else [(value, None)]:
        is_class = isinstance(key, type) and issubclass(key, Exception)
        if not callable(handler) or not (is_class or type(key) is int):
            raise DeclarationError(
                f"`exception_handlers` is {value!r}. Give a dict with exception classes or status "
                "codes as its keys, and functions of a request and an exception as its values."
            )


def _check_middleware(value: Any) -> None:
    """Refuse middleware that does not say what it is made with."""
    if not isinstance(value, Sequence) or not all(isinstance(each, Middleware) for each in value):
        raise DeclarationError(
            f"`middleware` is {value!r}. Give a list of Middleware(YourClass, option=...), with "
            "Middleware from etude.middleware."
        )


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "dependencies": functools.partial(check_list, "dependencies", example="[Depends(function)]"),
    "exception_handlers": _check_exception_handlers,
    "middleware": _check_middleware,
    "form_limits": lambda limits: adapter_of(FormLimits).validate_python(limits),
    "max_body_size": check_max_body_size,
    "max_json_depth": check_depth,
    "body_timeout": checking_seconds("body_timeout"),
    "answer_timeout": checking_seconds("answer_timeout"),
    "problem_details": _check_problem_details,
    "raises": functools.partial(check_list, "raises", example="[NotFound]"),
}
"""What a value must satisfy by itself."""


_RENAMED = {"default_response_class": "response_class"}
"""What an outer layer calls otherwise than an operation does."""


COMBINE: Mapping[str, Callable[[Any, Any], Any]] = {
    "tags": lambda outer, inner: list(dict.fromkeys([*outer, *inner])),
    "dependencies": lambda outer, inner: [*outer, *inner],
    "callbacks": lambda outer, inner: [*outer, *inner],
    "raises": lambda outer, inner: [*outer, *inner],
    "responses": lambda outer, inner: {**outer, **inner},
    "deprecated": lambda outer, inner: outer or inner,
    "include_in_schema": lambda outer, inner: outer and inner,
    "form_limits": lambda outer, inner: {**outer, **inner},
}
"""How an outer and an inner layer combine; where a key is absent here, the inner one wins."""


def combine(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """Fold two layers of given options into one."""
    combined = {**outer, **inner}
    for name in COMBINE.keys() & outer.keys() & inner.keys() if outer and inner else ():
        combined[name] = COMBINE[name](outer[name], inner[name])
    return combined


def takes(
    options: type[Any], defaults: Mapping[str, Any] = DEFAULTS
) -> Callable[[_Function], _Function]:
    """Make a function with `**options` show and check the names that a TypedDict lists."""

    def decorate(function: _Function) -> _Function:
        signature = _signature(function, options, defaults)
        accepted = signature.parameters.keys()

        @functools.wraps(function)
        def checked(*arguments: Any, **keywords: Any) -> Any:
            if not keywords.keys() <= accepted:
                raise TypeError(_unexpected(function.__name__, keywords, accepted))
            return function(*arguments, **keywords)

        checked.__signature__ = signature  # type: ignore[attr-defined]  # inspect reads it
        return checked  # type: ignore[return-value]  # the same function, checked

    return decorate


def _signature(
    function: Callable[..., Any], options: type[Any], defaults: Mapping[str, Any]
) -> inspect.Signature:
    """Return a function's signature with each option in the place of `**options`."""
    signature = inspect.signature(function)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    keywords = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name), annotation=hint
        )
        for name, hint in _hints(options.__module__, options.__name__).items()
        if name not in signature.parameters
    ]
    return signature.replace(parameters=[*own, *keywords])


@functools.lru_cache(maxsize=None)
def _hints(module: str, name: str) -> dict[str, Any]:
    names = {**globals(), **vars(sys.modules[module])}  # of its bases too, for 3.8
    return get_type_hints(names[name], globalns=names, include_extras=True)


def _unexpected(function: str, keywords: Iterable[str], accepted: Iterable[str]) -> str:
    name = [keyword for keyword in keywords if keyword not in accepted][0]  # noqa: RUF015  # 3.8 counts a branch of next()
    from difflib import get_close_matches  # which few programs need

    close = get_close_matches(name, accepted, n=1)
    hint = f". Did you mean '{close[0]}'?" if close else ""
    return f"{function}() got an unexpected keyword argument '{name}'{hint}"
