"""The markers that say where an argument comes from, as classes to test with `isinstance`.

To declare parameters use the functions of the same names in `etude.param_functions`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable, Dict, List, Mapping, Optional, Pattern, Sequence, Type, Union

from annotated_doc import Doc
from pydantic import AliasChoices, AliasPath
from pydantic.types import Discriminator
from typing_extensions import Annotated, Literal, TypedDict, Unpack

from ._options import MaxFileSize, MediaTypes, check_list, given, takes
from ._pydantic import FieldBase, Undefined
from ._warn import warn_user
from .concurrency import Concurrency
from .exceptions import EtudeDeprecationWarning


class ParamTypes(Enum):
    """The places of a request that hold parameters (OpenAPI 3.1, Parameter Object, `in`)."""

    query = "query"
    header = "header"
    path = "path"
    cookie = "cookie"


Default = Annotated[Any, Doc("The value when the client sends none. Without it, one must be sent.")]
Annotation = Annotated[Any, Doc("The type, where none is written beside the marker.")]
Dependency = Annotated[
    Optional[Callable[..., Any]], Doc("The callable to call; by default the annotated type.")
]
UseCache = Annotated[
    bool, Doc("Whether one call serves all places of a request with the same callable and scopes.")
]
DependencyScope = Annotated[
    Optional[Literal["function", "request", "app"]],
    Doc(
        """
        When the code after `yield` runs: after the endpoint, after the response (default), or when
        the application stops. With `app` it is called once, when the application starts.
        """
    ),
]
MaxConcurrency = Annotated[
    Optional[int],
    Doc("How many requests may be inside the callable at the same time; others wait."),
]
Raises = Annotated[
    Optional[Sequence[Type[Exception]]], Doc("Exceptions that the callable raises, to document.")
]
Scopes = Annotated[
    Optional[Sequence[str]],
    Doc("The OAuth2 scopes that are needed here (RFC 6749, section 3.3)."),
]


class FieldOptions(TypedDict, total=False):
    """What every marker of a value may say about it."""

    default_factory: Annotated[Optional[Callable[[], Any]], Doc("Makes a request's default.")]
    alias: Annotated[Optional[str], Doc("The name that the client sends.")]
    alias_priority: Annotated[Optional[int], Doc("As in Pydantic: 2 keeps `alias` as it is.")]
    validation_alias: Annotated[
        Union[str, AliasPath, AliasChoices, None],
        Doc("The name that the client sends, or several; wins over `alias`."),
    ]
    serialization_alias: Annotated[Optional[str], Doc("Has no effect on what is received.")]
    title: Annotated[Optional[str], Doc("A name for people.")]
    description: Annotated[Optional[str], Doc("What the value means, in Markdown.")]
    gt: Annotated[Optional[float], Doc("The value must be greater.")]
    ge: Annotated[Optional[float], Doc("The value must be greater or equal.")]
    lt: Annotated[Optional[float], Doc("The value must be less.")]
    le: Annotated[Optional[float], Doc("The value must be less or equal.")]
    min_length: Annotated[Optional[int], Doc("The least number of characters or items.")]
    max_length: Annotated[Optional[int], Doc("The greatest number of characters or items.")]
    pattern: Annotated[Union[str, Pattern[str], None], Doc("A regular expression to match.")]
    regex: Annotated[Optional[str], Doc("Deprecated: use `pattern`.")]
    discriminator: Annotated[
        Union[str, Discriminator, None], Doc("The field that tells the members of a union apart.")
    ]
    strict: Annotated[Optional[bool], Doc("Whether to refuse to convert between types.")]
    validate_default: Annotated[Optional[bool], Doc("Whether to validate the default too.")]
    union_mode: Annotated[
        Optional[Literal["smart", "left_to_right"]], Doc("How to choose the member of a union.")
    ]
    fail_fast: Annotated[Optional[bool], Doc("Whether a list stops at its first wrong item.")]
    multiple_of: Annotated[Optional[float], Doc("The value must be a multiple.")]
    allow_inf_nan: Annotated[Optional[bool], Doc("Whether to accept inf, -inf and nan.")]
    max_digits: Annotated[Optional[int], Doc("The greatest number of digits of a decimal.")]
    decimal_places: Annotated[Optional[int], Doc("The greatest number of decimal places.")]
    examples: Annotated[Optional[List[Any]], Doc("Examples, as JSON Schema has them.")]
    example: Annotated[Any, Doc("Deprecated: use `examples`.")]
    openapi_examples: Annotated[
        Optional[Dict[str, Any]], Doc("Named examples (OpenAPI 3.1, Example Object).")
    ]
    deprecated: Annotated[Union[bool, str, None], Doc("Whether to document as deprecated.")]
    include_in_schema: Annotated[bool, Doc("Whether to document. By default, yes.")]
    json_schema_extra: Annotated[
        Union[Dict[str, Any], Callable[[Dict[str, Any]], None], None],
        Doc("What to merge into the JSON Schema of the value."),
    ]


class HeaderOptions(FieldOptions, total=False):
    """What `Header` may say besides."""

    convert_underscores: Annotated[bool, Doc("Whether `_` becomes `-`. By default, yes.")]


class QueryOptions(FieldOptions, total=False):
    """What `Query` may say besides (OpenAPI 3.1, Parameter Object)."""

    style: Annotated[
        Optional[Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"]],
        Doc("How a list or an object is written. By default, form."),
    ]
    explode: Annotated[Optional[bool], Doc("Whether each part has a parameter of its own.")]


class BodyOptions(FieldOptions, total=False):
    """What `Body` may say besides."""

    embed: Annotated[Optional[bool], Doc("Whether it stands under its name in a JSON object.")]
    media_type: Annotated[str, Doc("The media type to document.")]


class FileOptions(BodyOptions, total=False):
    """What `File` may say besides; it counts in the place of what `form_limits` say."""

    max_file_size: MaxFileSize
    media_types: MediaTypes


DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|", "deepObject": ""}
"""What stands between the parts of a value, for each style that has them in one text."""


@dataclass(frozen=True)
class QueryStyle:
    """How a value is written in a query; among a marker's metadata, which Pydantic hands on."""

    name: str
    explode: bool


class FileLimits(Dict[str, Any]):
    """What a file may be, by the names of `FormLimits`; among a marker's metadata, as a style is."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        most = self.get("max_file_size")
        return described if most is None else _with_max_length(described, most)


def _with_max_length(schema: dict[str, Any], most: int) -> dict[str, Any]:
    """Say how large a file may be (OpenAPI 3.1, section 4.8.14.2), or each one of a list."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_with_max_length(each, most) for each in schema["anyOf"]]}
    if "items" in schema:
        return {**schema, "items": _with_max_length(schema["items"], most)}
    return {**schema, "maxLength": most} if "contentMediaType" in schema else schema


FIELD_DEFAULTS: Mapping[str, Any] = {
    "include_in_schema": True,
    "convert_underscores": True,
    "media_type": "application/json",
}


class _Marker(FieldBase):  # type: ignore[misc]  # Pydantic means it to be one
    """A Pydantic field that also says where in the request its value is."""

    example: Any
    openapi_examples: dict[str, Any] | None
    include_in_schema: bool

    @takes(FieldOptions, FIELD_DEFAULTS)
    def __init__(
        self,
        default: Default = Undefined,
        *,
        annotation: Annotation = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        kept: dict[str, Any] = given(options)
        if default is ...:
            default = Undefined
        if default is not Undefined and "default_factory" in kept:
            raise TypeError(
                f"{type(self).__name__}() takes a default or a default_factory, not both."
            )
        _replace_old_names(kept)
        if kept.get("alias"):  # as Pydantic's own Field() does, for fields of models
            kept.setdefault("validation_alias", kept["alias"])
            kept.setdefault("serialization_alias", kept["alias"])
        self.example = kept.pop("example", Undefined)
        self.openapi_examples = kept.pop("openapi_examples", None)
        self.include_in_schema = kept.pop("include_in_schema", True)
        super().__init__(default=default, annotation=annotation, **kept)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.default})"


def _replace_old_names(options: dict[str, Any]) -> None:
    if "example" in options:
        warn_user("`example` is deprecated: give a list to `examples`.", EtudeDeprecationWarning)
    if "regex" in options:
        warn_user("`regex` is deprecated: use `pattern`.", EtudeDeprecationWarning)
        regex = options.pop("regex")
        if options.setdefault("pattern", regex) != regex:
            raise TypeError("`regex` is the old name of `pattern`: give one of the two.")


class Param(_Marker):
    """What the markers of path, query, header and cookie parameters have in common."""

    in_: ParamTypes


class Path(Param):
    """A part of the path."""

    in_ = ParamTypes.path


class Query(Param):
    """A parameter of the query string."""

    in_ = ParamTypes.query

    @takes(QueryOptions, FIELD_DEFAULTS)
    def __init__(
        self,
        default: Default = Undefined,
        *,
        annotation: Annotation = None,
        **options: Unpack[QueryOptions],
    ) -> None:
        style, explode = options.pop("style", None) or "form", options.pop("explode", None)
        super().__init__(default, annotation=annotation, **options)  # type: ignore[misc]  # popped
        said = QueryStyle(style, style in ("form", "deepObject") if explode is None else explode)
        if said != QueryStyle("form", True):
            self.metadata.append(said)


class Header(Param):
    """A header of the request."""

    in_ = ParamTypes.header

    @takes(HeaderOptions, FIELD_DEFAULTS)
    def __init__(
        self,
        default: Default = Undefined,
        *,
        annotation: Annotation = None,
        **options: Unpack[HeaderOptions],
    ) -> None:
        self.convert_underscores = options.pop("convert_underscores", True)
        super().__init__(default, annotation=annotation, **options)  # type: ignore[misc]  # popped


class Cookie(Param):
    """A cookie of the request."""

    in_ = ParamTypes.cookie


class Body(_Marker):
    """The body of the request, or a part of it."""

    default_media_type = "application/json"

    @takes(BodyOptions, FIELD_DEFAULTS)
    def __init__(
        self,
        default: Default = Undefined,
        *,
        annotation: Annotation = None,
        **options: Unpack[BodyOptions],
    ) -> None:
        self.embed = options.pop("embed", None)
        self.media_type = options.pop("media_type", self.default_media_type)
        super().__init__(default, annotation=annotation, **options)  # type: ignore[misc]  # popped


class Form(Body):
    """A field of a form."""

    default_media_type = "application/x-www-form-urlencoded"


class File(Form):
    """A file of a form."""

    default_media_type = "multipart/form-data"

    @takes(FileOptions, {**FIELD_DEFAULTS, "media_type": default_media_type})
    def __init__(
        self,
        default: Default = Undefined,
        *,
        annotation: Annotation = None,
        **options: Unpack[FileOptions],
    ) -> None:
        names = options.keys() & ("max_file_size", "media_types")
        limits = given({name: options.pop(name) for name in names})  # type: ignore[misc]  # only these names
        super().__init__(default, annotation=annotation, **options)  # type: ignore[misc]  # popped
        if limits:
            self.metadata.append(FileLimits(given({"form_limits": limits})["form_limits"]))


@dataclass(frozen=True)
class Depends:
    """What a callable returns for the request."""

    dependency: Dependency = None
    use_cache: UseCache = True
    scope: DependencyScope = None
    max_concurrency: MaxConcurrency = None
    raises: Raises = None
    _concurrency: Concurrency = field(default_factory=Concurrency, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.raises is not None:
            check_list("raises", self.raises, "[NotFound]")
            object.__setattr__(self, "raises", tuple(self.raises))  # so that it has a hash
        limit = self.max_concurrency
        if limit is not None and (type(limit) is not int or limit < 1):
            raise ValueError(
                f"max_concurrency is {limit!r}. It must be a positive integer, or None for no limit."
            )
        if self.scope == "app" and (limit is not None or not self.use_cache):
            raise ValueError(
                "A dependency with scope='app' is called once: remove max_concurrency and use_cache."
            )
        if self.scope not in (None, "function", "request", "app"):
            warn_user(
                f"The scope of a dependency is {self.scope!r}, and counts as 'request'. Use "
                "'function', 'request' or 'app'.",
                UserWarning,
            )


@dataclass(frozen=True)
class Security(Depends):
    """What a callable returns for the request, and the OAuth2 scopes that it needs."""

    scopes: Scopes = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.scopes, str):
            raise TypeError(
                f"Security() takes a list of scopes, and got the string {self.scopes!r}: "
                f"write {self.scopes.split()!r}."
            )
