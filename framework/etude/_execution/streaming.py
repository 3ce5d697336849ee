"""Answers that go out item by item."""

from __future__ import annotations

import functools
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from time import monotonic
from types import new_class
from typing import TYPE_CHECKING, Any, AsyncIterator, Awaitable, Callable, Generator, Iterator

import anyio
from anyio.lowlevel import checkpoint
from pydantic import BaseModel
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from .._plan.model import Stream
from .._streams import Render, StreamFormat
from ..exceptions import EndpointContext, EtudeError
from .context import RESPONSE_STARTED, Closing

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectReceiveStream

_BREATH = 0.005
"""For how many seconds a stream may go on without letting others run."""
_END = object()
_NEVER = float("inf")


class SharedReceive:
    """Receives for two: an endpoint that reads the body, and a stream that waits for the end."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: MemoryObjectReceiveStream[Message] | None = None

    async def __call__(self) -> Message:
        """Return the next message for the endpoint."""
        if self._messages is None:
            return await self._receive()
        try:
            try:
                return self._messages.receive_nowait()
            except anyio.WouldBlock:
                return await self._messages.receive()
        except (anyio.EndOfStream, anyio.ClosedResourceError):
            return {"type": "http.disconnect"}

    @contextmanager
    def shared(self) -> Iterator[Receive]:
        """Let the endpoint have only what has come through the function that this hands out.

        That function waits where the endpoint leaves more than one message unread.
        """
        passed_on, self._messages = anyio.create_memory_object_stream[Message](1)

        async def receive() -> Message:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                passed_on.close()
            else:
                await passed_on.send(message)
            return message

        with passed_on, self._messages:
            yield receive


class Streaming(StreamingResponse):
    """A response whose first item decides on its status, and that ends when its client goes."""

    format: StreamFormat
    closing: Closing | None = None
    """Closes the dependencies that end before the answer does, where there are some."""
    receive: SharedReceive | None = None
    """Set where the endpoint may read the request's body meanwhile."""
    prepare: Callable[[], None] | None = None
    """Adds what the injected objects collected; called when the status goes out."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shared = nullcontext(receive) if self.receive is None else self.receive.shared()
        delivery = _Delivery(self, scope, send)
        async with self.closing or Closing() as closing:
            with shared as receive:
                await delivery.run(receive)
        closing.check()
        await delivery.end()
        if self.background is not None:
            await self.background()


@dataclass
class _Delivery:
    """The state of one stream, shared by three tasks.

    The first takes items and sends them. The others begin when it waits for the first time: the
    second waits for the client to go, the third speaks while no item comes. The first and the third
    never send at the same time.
    """

    response: Streaming
    scope: Scope
    send_message: Send
    tasks: Any = field(default_factory=anyio.create_task_group)
    error: BaseException | None = None
    is_accompanied: bool = False
    """Whether the second and the third task have begun."""
    is_started: bool = False
    """Whether the status went out."""
    is_gone: bool = False
    """Whether nobody reads the answer any more."""
    sent_at: float = _NEVER
    """When something was sent last; not yet while an item is being sent."""
    aside: anyio.Event | None = None
    """Set when the third task has sent something."""

    async def run(self, receive: Receive) -> None:
        """Send all items; return when there are no more, or when the client has gone.

        Raises what the source of the items raises, and what stands in the way of sending.
        """
        async with self.tasks:
            begin = functools.partial(self._begin_other_tasks, receive)
            await self._guard(lambda: _Noticing(self._send_items(), begin))
            if self.is_accompanied:
                self.tasks.cancel_scope.cancel()
        if self.error is not None:
            raise self.error

    async def end(self) -> None:
        """Send the end of the answer."""
        if not self.is_gone:
            await self._send({"type": "http.response.body", "body": b""})

    def _begin_other_tasks(self, receive: Receive) -> None:
        if not self.is_accompanied:
            self.is_accompanied = True
            self.tasks.start_soon(self._guard, self._wait_for_disconnect, receive)
            self.tasks.start_soon(self._guard, self._speak_in_silence)

    async def _guard(self, work: Callable[..., Awaitable[None]], *arguments: Any) -> None:
        """Do the work of a task; an exception ends all three, and is kept as it is."""
        try:
            await work(*arguments)
        except anyio.get_cancelled_exc_class():
            raise
        except BaseException as error:
            self.error = self.error or error
            self.tasks.cancel_scope.cancel()

    # The three tasks

    async def _send_items(self) -> None:
        chunks = self.response.body_iterator
        try:
            breath_at = monotonic() + _BREATH
            async for chunk in chunks:
                await self._send_item(chunk)
                if self.sent_at > breath_at:
                    await checkpoint()
                    breath_at = monotonic() + _BREATH
        except BaseException:
            await close(chunks)
            raise
        await self._start_if_needed()

    async def _wait_for_disconnect(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._leave()

    async def _speak_in_silence(self) -> None:
        format_ = self.response.format
        await anyio.sleep(format_.patience)
        if not self.is_started:
            await self._say(self._start())
        while format_.keep_alive:
            silence = monotonic() - self.sent_at
            if silence < format_.keep_alive_after:
                await anyio.sleep(format_.keep_alive_after - max(silence, 0))
            else:
                await self._say(_body(format_.keep_alive))

    # What they send

    async def _send_item(self, chunk: str | bytes | memoryview) -> None:
        if self.aside is not None or not self.is_started:
            await self._start_if_needed()
        self.sent_at = _NEVER
        data = chunk.encode(self.response.charset) if isinstance(chunk, str) else chunk
        await self._send(_body(data))

    async def _start_if_needed(self) -> None:
        while self.aside is not None:
            await self.aside.wait()
        if not self.is_started:
            await self._send(self._start())

    def _start(self) -> Message:
        """Return the message with status and headers, which nothing can change from now on."""
        self.is_started = self.scope[RESPONSE_STARTED] = True
        response = self.response
        if response.prepare is not None:
            response.prepare()
        for name, value in response.format.headers.items():
            response.headers.setdefault(name, value)
        return {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }

    async def _say(self, message: Message) -> None:
        """Send something while no item comes; the next item waits until it is sent."""
        self.aside = anyio.Event()
        try:
            await self._send(message)
        finally:
            self.aside.set()
            self.aside = None

    async def _send(self, message: Message) -> None:
        try:
            await self.send_message(message)
        except OSError:  # how a server says that the client has gone (ASGI 3.0, HTTP 2.4)
            self._leave()
            await checkpoint()
        self.sent_at = monotonic()

    def _leave(self) -> None:
        self.is_gone = True
        self.tasks.cancel_scope.cancel()


class _Noticing(Generator[Any, Any, None]):
    """Runs a coroutine, and notices when it has to wait."""

    def __init__(self, coroutine: Any, notice: Callable[[], None]) -> None:
        self._coroutine = coroutine
        self._notice = notice

    def __await__(self) -> Generator[Any, Any, None]:
        return self

    def send(self, value: Any) -> Any:
        waits_for = self._coroutine.send(value)
        self._notice()
        return waits_for

    def throw(self, *error: Any) -> Any:
        return self._coroutine.throw(*error)


def _body(chunk: bytes | memoryview) -> Message:
    return {"type": "http.response.body", "body": chunk, "more_body": True}


async def close(iterator: Any) -> None:
    """Close an iterator that can be closed, without regard to a cancellation."""
    with anyio.CancelScope(shield=True):
        if hasattr(iterator, "aclose"):
            await iterator.aclose()
        elif hasattr(iterator, "close"):
            await anyio.to_thread.run_sync(iterator.close, limiter=anyio.CapacityLimiter(1))


# From items to chunks

Encode = Callable[[Any], Any]


def compile_streaming(
    stream: Stream, render: Render, where: EndpointContext
) -> Callable[[Any, int], Streaming]:
    """Return a function that makes a response of what an endpoint yields, or returns to stream."""
    class_ = _streaming_class(stream.response_class)  # type: ignore[arg-type]  # it has a hash
    encode = stream.format.encoder(render)

    def make(source: Any, status: int) -> Streaming:
        response = class_(_chunks_of(source, encode, where), status_code=status)
        response.format = stream.format
        return response

    return make


@functools.lru_cache(maxsize=None)
def _streaming_class(response_class: type[StreamingResponse]) -> type[Streaming]:
    """Return a response class that streams in our way where Starlette's would stream in its own."""
    if response_class is StreamingResponse:
        return Streaming
    class_: type[Streaming] = new_class(response_class.__name__, (response_class, Streaming))
    return class_


def _chunks_of(source: Any, encode: Encode, where: EndpointContext) -> AsyncIterator[Any]:
    """Encode what an endpoint yields, or what it returned: text and bytes in one piece."""
    if hasattr(source, "__aiter__"):
        return _chunks(source, encode)
    if isinstance(source, (str, bytes, bytearray, memoryview)):
        return _chunks_in_threads([source], encode)
    if hasattr(source, "__iter__") and not isinstance(source, (dict, BaseModel)):
        return _chunks_in_threads(source, encode)
    raise EtudeError(
        f"{where.get('function')}() returned the {type(source).__name__} {source!r}, and its response "
        "class streams. Return something to iterate over, or a response; or use `yield`."
    )


async def _chunks(source: Any, encode: Encode) -> AsyncIterator[Any]:
    try:
        async for item in source:
            yield encode(item)
    except BaseException:
        await close(source)
        raise


async def _chunks_in_threads(source: Any, encode: Encode) -> AsyncIterator[Any]:
    items = iter(source)
    try:
        while True:
            item = await anyio.to_thread.run_sync(next, items, _END)
            if item is _END:
                break
            yield encode(item)
    finally:
        await close(items)
