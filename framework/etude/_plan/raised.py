"""The exceptions that an operation declares to raise, and what is answered then."""

from __future__ import annotations

import functools
from inspect import cleandoc
from typing import Any, Callable, Mapping

from pydantic import BaseModel, create_model
from typing_extensions import Literal, get_type_hints

from .._http import allows_body
from .._problems import title_of
from .._pydantic import Adapter, adapter_of, is_class
from ..exceptions import DeclarationError
from ..problems import Problem, ProblemDetails, annotated_members
from .model import Call, Raised
from .signature import place


def plan_raised(call: Call, options: Mapping[str, Any]) -> tuple[Raised, ...]:
    """Plan what the options of an operation, and then its dependencies, declare to be raised."""
    classes = dict.fromkeys([*options.get("raises", ()), *call.all_raises()])
    return tuple(_plan_one(call.function, each) for each in classes)


def _plan_one(function: Callable[..., Any], error: Any) -> Raised:
    if not (isinstance(error, type) and issubclass(error, Exception)):
        raise DeclarationError(
            f"{place(function)} says that it raises {error!r}. Give classes of exceptions."
        )
    attribute = "status" if issubclass(error, Problem) else "status_code"
    status = getattr(error, attribute, None)
    if not (isinstance(status, int) and status in range(100, 600) and allows_body(status)):
        raise DeclarationError(
            f"{place(function)} says that it raises {error.__name__}, whose status is {status!r}. "
            f"Give the class one, for example `{attribute} = 409`."
        )
    if issubclass(error, Problem):
        title, adapter = error.title, _model_of(error)  # type: ignore[arg-type]  # classes have a hash
    else:
        title, adapter = None, _adapter(function, error)
    description = _description(error) or title or title_of(status)
    return Raised(error, int(status), description, adapter, issubclass(error, Problem))


def _description(error: type[Exception]) -> str:
    """Return what a class says of itself, else the first paragraph of its docstring."""
    said = getattr(error, "description", None)
    return said if isinstance(said, str) else cleandoc(error.__doc__ or "").split("\n\n")[0]


def _adapter(function: Callable[..., Any], error: type[Exception]) -> Adapter | None:
    model = getattr(error, "model", None)
    if model is None:
        return None
    is_model = is_class(model) and issubclass(model, BaseModel)
    if not is_model and not hasattr(error, "to_response"):
        raise DeclarationError(
            f"{place(function)} says that it raises {error.__name__}, whose `model` is {model!r}. "
            "Give a Pydantic model with fields that are attributes of the exception, or give the "
            "class a method `to_response(self, request)`."
        )
    return adapter_of(model)


@functools.lru_cache(maxsize=None)
def _model_of(problem: type[Problem]) -> Adapter | None:
    """Return the adapter of a model with the members of a kind of problem."""
    hints = get_type_hints(problem, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name], getattr(problem, name, ...)) for name in annotated_members(problem)
    }
    fields["status"] = (Literal[problem.status], problem.status)
    if problem.type != ProblemDetails.model_fields["type"].default:
        fields["type"] = (Literal[problem.type], problem.type)
    about: Any = {"__doc__": problem.__doc__, "__module__": problem.__module__}
    return adapter_of(create_model(problem.__name__, __base__=ProblemDetails, **about, **fields))
