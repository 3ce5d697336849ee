"""Responses: Starlette's, and those that this framework adds."""

from __future__ import annotations

import warnings
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from starlette.responses import FileResponse as FileResponse
from starlette.responses import HTMLResponse as HTMLResponse
from starlette.responses import JSONResponse as JSONResponse
from starlette.responses import PlainTextResponse as PlainTextResponse
from starlette.responses import RedirectResponse as RedirectResponse
from starlette.responses import Response as Response
from starlette.responses import StreamingResponse as StreamingResponse

from .exceptions import DeclarationError, EtudeDeprecationWarning
from .sse import EventSourceResponse as EventSourceResponse

orjson: Any = import_module("orjson") if find_spec("orjson") else None
ujson: Any = import_module("ujson") if find_spec("ujson") else None


class _Superseded(JSONResponse):
    """JSON that another package writes."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        warnings.warn(
            f"{type(self).__name__} is deprecated. Declare a return type, and Pydantic writes the "
            "JSON.",
            EtudeDeprecationWarning,
            stacklevel=2,
        )
        super().__init__(*arguments, **keywords)


class ORJSONResponse(_Superseded):
    """JSON that `orjson` writes. With a response model, the default is fast without it."""

    def render(self, content: Any) -> bytes:
        """Return the content as JSON; numpy arrays and keys that are no strings are known."""
        _need(orjson, "orjson")
        options = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
        rendered: bytes = orjson.dumps(content, option=options)
        return rendered


class UJSONResponse(_Superseded):
    """JSON that `ujson` writes. With a response model, the default is fast without it."""

    def render(self, content: Any) -> bytes:
        """Return the content as JSON in UTF-8."""
        _need(ujson, "ujson")
        text: str = ujson.dumps(content, ensure_ascii=False)
        return text.encode()


def _need(module: Any, name: str) -> None:
    if module is None:
        raise DeclarationError(
            f"The response class renders with {name}, which is not installed. Run "
            f"`pip install {name}`, or use JSONResponse."
        )
