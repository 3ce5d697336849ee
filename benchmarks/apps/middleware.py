"""The middleware class that several subjects add; it is plain ASGI."""

from typing import Any, Awaitable, Callable, Dict

Message = Dict[str, Any]
Application = Callable[..., Awaitable[None]]


class MarkingMiddleware:
    """Adds a header to every response."""

    def __init__(self, app: Application) -> None:
        self.app = app

    async def __call__(self, scope: Dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-own-class", b"1")]
            await send(message)

        await self.app(scope, receive, send_marked)
