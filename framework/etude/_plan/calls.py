"""The tree of calls that an operation makes, and the order in which they run."""

from __future__ import annotations

import functools
from dataclasses import field, replace
from typing import Any, AsyncContextManager, Callable, Iterator, Mapping, Sequence

from .. import params
from .._values import value
from ..exceptions import DeclarationError, DependencyScopeError
from .arguments import read_argument
from .model import (
    Call,
    Dependency,
    Field,
    Injection,
    Lifetime,
    Location,
    Protocol,
    Shared,
    Step,
    identity,
)
from .signature import declarations, kind_of, place

_ORDER = {location: number for number, location in enumerate(Location)}

Function = Callable[..., Any]


@value
class Planner:
    """Plans the calls of one operation."""

    path_names: frozenset[str]
    overrides: Mapping[Function, Function] = field(default_factory=dict)
    """What to call in the place of a dependency."""
    scopes: tuple[str, ...] = ()
    """The OAuth2 scopes that are asked for further out."""
    protocol: Protocol = Protocol.http

    def plan(
        self,
        function: Function,
        before: Sequence[params.Depends] = (),
        callers: tuple[Function, ...] = (),
    ) -> Call:
        """Plan a callable with everything that it depends on; `before` runs first of all."""
        if function in callers:
            chain = " → ".join(place(caller).rstrip(",") for caller in (*callers, function))
            raise DeclarationError(f"Dependencies go in a circle: {chain}. Break it at one place.")
        callers = (*callers, function)
        fields: list[Field] = []
        injections: list[Injection] = []
        dependencies: list[Dependency] = []
        declared, returns = declarations(function)
        for declaration in declared:
            argument = read_argument(declaration, self.path_names, self.protocol)
            if isinstance(argument, Field):
                fields.append(argument)
            elif isinstance(argument, Injection):
                injections.append(argument)
            elif argument is not None:
                dependencies.append(
                    self._dependency(argument.name, argument.function, argument.marker, callers)
                )
        if len(fields) > 1:
            fields.sort(key=_number)
        call = Call(
            function,
            kind_of(function),
            tuple(fields),
            tuple(injections),
            tuple(dependencies),
            self.scopes,
            returns,
        )
        return self.precede(call, before) if before else call

    def precede(self, call: Call, before: Sequence[params.Depends]) -> Call:
        """Return a planned call with further dependencies that run first of all."""
        first: list[Dependency] = []
        for depends in before:
            if not isinstance(depends, params.Depends) or not callable(depends.dependency):
                raise DeclarationError(
                    f"{place(call.function)} is declared with {depends!r} among its dependencies. "
                    "Each must be Depends(function)."
                )
            first.append(self._dependency(None, depends.dependency, depends, ()))
        return replace(call, dependencies=(*first, *call.dependencies))

    def _dependency(
        self,
        name: str | None,
        function: Function,
        marker: params.Depends,
        callers: tuple[Function, ...],
    ) -> Dependency:
        """Plan a dependency, or take the plan that another operation made of it."""
        own_scopes = tuple(getattr(marker, "scopes", None) or ())
        if self.overrides or marker.max_concurrency is not None:
            return self._plan_dependency(name, function, marker, own_scopes, callers)
        said = (name, marker.use_cache, marker.scope, marker.raises, own_scopes)
        key = (identity(function), *said, self.path_names, self.scopes, self.protocol)
        dependency = _SHARED.get(key)
        if dependency is None:
            dependency = self._plan_dependency(name, function, marker, own_scopes, callers)
            _SHARED[key] = dependency
        return dependency

    def _plan_dependency(
        self,
        name: str | None,
        function: Function,
        marker: params.Depends,
        own_scopes: tuple[str, ...],
        callers: tuple[Function, ...],
    ) -> Dependency:
        replacement, overrides = self.overrides.get(identity(function), function), self.overrides
        if replacement is not function:  # which may itself depend on what it replaces
            overrides = {key: value for key, value in overrides.items() if key != function}
        scopes = (*self.scopes, *(scope for scope in own_scopes if scope not in self.scopes))
        is_same = overrides is self.overrides and scopes == self.scopes
        inner = self if is_same else replace(self, overrides=overrides, scopes=scopes)
        call = inner.plan(replacement, callers=callers)
        named = Lifetime.function if marker.scope == "function" else Lifetime.request
        lifetime = named if call.kind.yields else None
        if marker.scope == "app":
            lifetime = Lifetime.app
            _check_needs_no_request(call)
        _check_lifetimes(call, lifetime)
        use_cache, limit, raises = marker.use_cache, _limit(marker), tuple(marker.raises or ())
        return Dependency(name, call, function, use_cache, lifetime, own_scopes, limit, raises)

    def plan_alone(self, function: Function) -> Call:
        """Plan a dependency that is called outside of requests."""
        call = self._dependency(None, function, params.Depends(function), ()).call
        _check_needs_no_request(call)
        return call


_SHARED: Shared[Dependency] = Shared()


def _number(field: Field) -> int:
    return _ORDER[field.location]


def _limit(marker: params.Depends) -> Callable[[], AsyncContextManager[Any]] | None:
    if marker.max_concurrency is None:
        return None
    return functools.partial(marker._concurrency.limit, marker.max_concurrency)


def _check_lifetimes(call: Call, lifetime: Lifetime | None) -> None:
    """Refuse what ends with the function below what ends with the request."""
    if lifetime in (None, Lifetime.function):
        return
    ending = [each for each in below(call) if each.lifetime is Lifetime.function]
    if ending:
        raise DependencyScopeError(
            f"{place(call.function)} lives {_UNTIL[lifetime]} (scope={lifetime.value!r}) and "
            f"depends on {place(ending[0].function)} which ends before (scope='function'). "
            "Give both the same scope."
        )


_UNTIL = {
    Lifetime.request: "until the response was sent",
    Lifetime.app: "until the application stops",
}


def _check_needs_no_request(call: Call) -> None:
    """Refuse what takes something from a request and is made without one."""
    for each in (call, *(dependency.call for dependency in below(call))):
        names = [field.name for field in each.fields]
        names += [injection.name for injection in each.injections]
        if names:
            raise DeclarationError(
                f"{place(each.function)} takes `{names[0]}` from a request, and is to be made "
                "without one: for scope='app', or in resolve(). Remove the argument, or let it "
                "depend on a function that needs no request."
            )


def below(call: Call) -> Iterator[Dependency]:
    """Return what a call depends on, directly and through others."""
    for dependency in call.dependencies:
        yield dependency
        yield from below(dependency.call)


def order(call: Call) -> tuple[Step, ...]:
    """Return the calls of a tree in the order in which they run, the outermost last.

    A callable that is needed again is not called again, unless a dependency says
    `use_cache=False`.
    """
    steps: list[Step] = []
    _add_step(call, steps, {})
    return tuple(steps)


def _add_step(
    call: Call, steps: list[Step], made: dict[Any, int], lifetime: Any = None, limit: Any = None
) -> int:
    """Add a call behind those that it depends on, and return its number."""
    inputs: list[tuple[str, int]] = []
    after: list[int] = []
    for each in () if lifetime is Lifetime.app else call.dependencies:  # which the app made
        number = made.get(each.key) if each.use_cache else None
        if number is None:
            number = _add_step(each.call, steps, made, each.lifetime, each.limit)
            made.setdefault(each.key, number)
        if each.name is not None:
            inputs.append((each.name, number))
        if number not in after:
            after.append(number)
    steps.append(Step(call, tuple(inputs), tuple(after), lifetime, limit))
    return len(steps) - 1
