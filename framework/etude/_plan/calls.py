"""The tree of calls that an operation makes, and the order in which they run."""

from __future__ import annotations

from typing import AbstractSet, Any, Callable, Sequence

from .. import params
from ..exceptions import DeclarationError
from .arguments import DependencyDeclaration, read_argument
from .callables import kind_of
from .model import Call, Dependency, Field, Injection, Location, Step
from .signature import declarations, place

_LOCATIONS = list(Location)


def plan_call(
    function: Callable[..., Any],
    path_names: AbstractSet[str],
    before: Sequence[params.Depends] = (),
    callers: tuple[Callable[..., Any], ...] = (),
) -> Call:
    """Plan a callable with everything that it depends on; `before` runs first of all."""
    if function in callers:
        chain = " → ".join(place(caller) for caller in (*callers, function))
        raise DeclarationError(f"Dependencies go in a circle: {chain}. Break it at one place.")
    callers = (*callers, function)
    fields: list[Field] = []
    injections: list[Injection] = []
    dependencies = [_unnamed(function, depends, path_names, callers) for depends in before]
    for declaration in declarations(function):
        argument = read_argument(function, declaration, path_names)
        if isinstance(argument, Field):
            fields.append(argument)
        elif isinstance(argument, Injection):
            injections.append(argument)
        else:
            dependencies.append(_named(argument, path_names, callers))
    fields.sort(key=lambda field: _LOCATIONS.index(field.location))
    return Call(function, kind_of(function), tuple(fields), tuple(injections), tuple(dependencies))


def _named(
    argument: DependencyDeclaration,
    path_names: AbstractSet[str],
    callers: tuple[Callable[..., Any], ...],
) -> Dependency:
    call = plan_call(argument.function, path_names, callers=callers)
    return Dependency(argument.name, call, argument.marker.use_cache)


def _unnamed(
    owner: Callable[..., Any],
    depends: Any,
    path_names: AbstractSet[str],
    callers: tuple[Callable[..., Any], ...],
) -> Dependency:
    """Plan an entry of `dependencies=[...]`."""
    if not isinstance(depends, params.Depends) or not callable(depends.dependency):
        raise DeclarationError(
            f"{place(owner)} is declared with {depends!r} among its dependencies. Each must be "
            "Depends(function)."
        )
    call = plan_call(depends.dependency, path_names, callers=callers)
    return Dependency(None, call, depends.use_cache)


def order(call: Call) -> tuple[Step, ...]:
    """Return the calls of a tree in the order in which they run, the outermost last.

    A callable that is needed again is not called again, unless a dependency says
    `use_cache=False`.
    """
    steps: list[Step] = []
    _add_steps(call, steps, {})
    return tuple(steps)


def _add_steps(call: Call, steps: list[Step], made: dict[Any, int]) -> int:
    numbers = [_number(dependency, steps, made) for dependency in call.dependencies]
    inputs = [
        (dependency.name, number)
        for dependency, number in zip(call.dependencies, numbers)
        if dependency.name is not None
    ]
    steps.append(Step(call, tuple(inputs), tuple(dict.fromkeys(numbers))))
    return len(steps) - 1


def _number(dependency: Dependency, steps: list[Step], made: dict[Any, int]) -> int:
    """Return the number of the step that makes a dependency's result."""
    key = _cache_key(dependency.call.function)
    if dependency.use_cache and key in made:
        return made[key]
    number = _add_steps(dependency.call, steps, made)
    made.setdefault(key, number)
    return number


def _cache_key(function: Callable[..., Any]) -> Any:
    try:
        hash(function)
    except TypeError:
        return id(function)
    return function
