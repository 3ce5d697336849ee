"""Serves WSGI applications (PEP 3333), such as those of Flask and Django, below a path.

The adapter of the package `a2wsgi` is used if it is installed: it is maintained, and passes bodies on
while they arrive; it needs asyncio. Otherwise it is the adapter of Starlette, which reads the whole
body before, also runs on trio, and will leave Starlette one day.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    class WSGIMiddleware:
        """Makes an ASGI application of a WSGI application: what both adapters have in common."""

        def __init__(self, app: Callable[..., Any], **options: Any) -> None: ...

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

else:
    try:
        from a2wsgi import WSGIMiddleware as WSGIMiddleware
    except ImportError:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it will leave Starlette is said above
            from starlette.middleware.wsgi import WSGIMiddleware as WSGIMiddleware
