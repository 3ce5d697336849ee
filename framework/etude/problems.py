"""Problem details: errors in a format that is the same for all services (RFC 9457)."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Union

from annotated_doc import Doc
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import Annotated

from .exceptions import HTTPException

_URI: Any = {"format": "uri-reference"}
_Text = Union[str, SkipJsonSchema[None]]
_Type = Annotated[str, Field(description="The kind of problem.", json_schema_extra=_URI)]


# Building these models costs more than importing most modules, and few programs use them: hence
# `defer_build`.


class ProblemDetails(BaseModel):
    """What a client reads when something went wrong (RFC 9457, section 3)."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    type: _Type = "about:blank"
    title: Annotated[str, Field(description="The kind of problem in a few words.")]
    status: Annotated[int, Field(description="The status code.")]
    detail: Annotated[_Text, Field(description="What happened this time.")] = None
    instance: Annotated[_Text, Field(description="Where it was.", json_schema_extra=_URI)] = None


class InvalidPart(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(defer_build=True)

    detail: Annotated[str, Field(description="What is wrong.")]
    pointer: Annotated[_Text, Field(description="Its JSON Pointer in the body (RFC 6901).")] = None
    location: Annotated[_Text, Field(description="Where a parameter is: `query`, ...")] = None
    parameter: Annotated[_Text, Field(description="The name of the parameter.")] = None


class ValidationProblem(ProblemDetails):
    """What a client reads when its request does not fit the operation."""

    errors: List[InvalidPart]


class Problem(HTTPException):
    """Raise it, or a subclass, to answer with problem details (RFC 9457).

    A subclass is a kind of problem: its attributes `type`, `title` and `status` are what each problem
    of this kind has. What else it annotates are further members, which whoever raises it gives by
    their names, and which the document shows.
    """

    type: str = "about:blank"
    """What kind of problem it is, as a URI, which may lead to a page about it."""
    title: Optional[str] = None
    """The kind in a few words; by default the reason phrase of the status."""
    status: int
    """The status code of the answer; without one, 500."""

    def __init__(
        self,
        detail: Annotated[Optional[str], Doc("What happened this time, for people.")] = None,
        *,
        type: Annotated[Optional[str], Doc("Another type than that of the class.")] = None,  # noqa: A002  # its name in RFC 9457
        title: Annotated[Optional[str], Doc("Another title than that of the class.")] = None,
        status: Annotated[Optional[int], Doc("Another status than that of the class.")] = None,
        instance: Annotated[Optional[str], Doc("Where it happened; by default, the path.")] = None,
        headers: Annotated[Optional[Mapping[str, str]], Doc("Headers to send.")] = None,
        **members: Any,
    ) -> None:
        annotated = annotated_members(self.__class__)
        known = {name: getattr(self, name) for name in annotated if hasattr(self, name)}
        missing = sorted(annotated.keys() - known.keys() - members.keys())
        if missing:
            raise TypeError(
                f"{self.__class__.__name__}() is raised without {', '.join(missing)}, which its class "
                "annotates. Give each by its name, or give the class a default."
            )
        vars(self).update(members)
        self.type = self.type if type is None else type
        self.title = self.title if title is None else title
        self.status = getattr(self, "status", 500) if status is None else status
        super().__init__(self.status, self.title if detail is None else detail, headers)
        self.instance = instance
        self.members = {**known, **members}


def annotated_members(kind: type[Problem]) -> dict[str, Any]:
    """Return what the class of a problem annotates besides the standard members, as it is written."""
    kinds = kind.__mro__[: kind.__mro__.index(Problem)]
    written = [getattr(each, "__annotations__", {}) for each in reversed(kinds)]
    found = {name: hint for hints in written for name, hint in hints.items()}
    return {
        name: hint
        for name, hint in found.items()
        if name not in Problem.__annotations__ and "ClassVar" not in str(hint)
    }
