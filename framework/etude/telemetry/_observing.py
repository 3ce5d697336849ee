"""Tells a record what happens inside an operation."""

from __future__ import annotations

import inspect
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Awaitable, Callable, Sequence

from starlette.background import BackgroundTasks as StarletteBackgroundTasks
from starlette.responses import Response

from .._execution.calling import body_of
from .._execution.context import OBSERVER, Context
from ..background import BackgroundTasks
from ..exceptions import RequestValidationError, WebSocketRequestValidationError
from ._conventions import qualified_name

if TYPE_CHECKING:
    from ._recording import Record


class OperationObserver:
    """The observer of one endpoint; where to tell what it sees stands in the scope of a request."""

    def __init__(self, endpoint: Callable[..., Any]) -> None:
        self._name = qualified_name(endpoint)
        self._yields = inspect.isgeneratorfunction(endpoint) or inspect.isasyncgenfunction(endpoint)

    def reading(
        self, read: Callable[[Context], Awaitable[None]]
    ) -> Callable[[Context], Awaitable[None]]:
        """Note a body that cannot be read."""

        async def read_and_note(context: Context) -> None:
            try:
                await read(context)
            except RequestValidationError as error:
                record, body = _record_of(context), error.body
                record.data.request, record.data.read_body = context.request, lambda: body
                record.refuse(error.errors())
                raise

        return read_and_note

    def calling(
        self, run: Callable[[Context], Awaitable[Any]]
    ) -> Callable[[Context], Awaitable[Any]]:
        """Open the span of the dependencies, which ends where the endpoint is called."""

        async def run_and_note(context: Context) -> Any:
            record = _record_of(context)
            _introduce(context, record)
            context.make_background = partial(ObservedTasks, record)
            try:
                with record.dependencies(self._name):
                    return await run(context)
            except (RequestValidationError, WebSocketRequestValidationError) as error:
                if not record.is_endpoint_called:
                    record.refuse(error.errors())
                raise

        return run_and_note

    def taking(self, context: Context, arguments: dict[str, Any]) -> None:
        """Note the arguments of the endpoint."""
        data = _record_of(context).data
        data.values, data.errors = arguments, context.errors

    def invoking(
        self, invoke: Callable[[Context, dict[str, Any]], Awaitable[Any]]
    ) -> Callable[[Context, dict[str, Any]], Awaitable[Any]]:
        """Open the span of the endpoint, unless it yields and so does not run yet."""

        async def invoke_and_note(context: Context, arguments: dict[str, Any]) -> Any:
            record = _record_of(context)
            record.leave_dependencies()
            if self._yields:
                return await invoke(context, arguments)
            with record.operation_span("endpoint", self._name):
                return await invoke(context, arguments)

        return invoke_and_note

    def responding(
        self, make_response: Callable[[Any, Context], Response]
    ) -> Callable[[Any, Context], Response]:
        """Open the span of the serialization, unless the endpoint returned a response."""

        def make_and_note(result: Any, context: Context) -> Response:
            record = _record_of(context)
            if self._yields or isinstance(result, Response):
                return _observe_tasks(make_response(result, context), record)
            with record.operation_span("serialization", self._name):
                return make_response(result, context)

        return make_and_note


def _record_of(context: Context) -> Record:
    record: Record = context.scope[OBSERVER]
    return record


def _introduce(context: Context, record: Record) -> None:
    """Note what is known when the body was read."""
    if context.scope["type"] == "websocket":
        record.data.websocket = context.websocket
    else:
        record.data.request = context.request
        record.data.read_body = partial(body_of, context)


def _observe_tasks(response: Response, record: Record) -> Response:
    """Return a response whose own tasks have spans; a copy, since it may be used again."""
    if response.background is None or isinstance(response.background, ObservedTasks):
        return response
    observed = copy(response)
    observed.background = ObservedTasks(record, [response.background])
    return observed


class ObservedTasks(BackgroundTasks):
    """Tasks that have a span each, inside that of their request."""

    def __init__(self, record: Record, tasks: Sequence[Any] | None = None) -> None:
        super().__init__(tasks)
        self._record = record

    async def __call__(self) -> None:
        """Run the tasks, also those that are added meanwhile."""
        with self._record.as_current():
            for task in self.tasks:
                await self._run(task)

    async def _run(self, task: Any) -> None:
        if type(task) in _LISTS:
            for inner in task.tasks:
                await self._run(inner)
            return
        name = qualified_name(getattr(task, "func", task))
        with self._record.operation_span("background_task", name):
            await task()


_LISTS = (StarletteBackgroundTasks, BackgroundTasks)
