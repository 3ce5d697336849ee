"""The names that the declared applications use, from the framework under measurement."""

import importlib
import os
from typing import Any, Callable, TypeVar

from typing_extensions import Protocol

from benchmarks.subjects import FRAMEWORK_VARIABLE

APPLICATION_CLASSES = {"etude": "Etude", "fastapi": "FastAPI"}

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class Declares(Protocol):
    """What the applications ask of either framework."""

    def get(self, path: str, **options: Any) -> Callable[[Endpoint], Endpoint]:
        """Declare an operation that reads."""

    def post(self, path: str, **options: Any) -> Callable[[Endpoint], Endpoint]:
        """Declare an operation that writes."""

    def websocket(self, path: str) -> Callable[[Endpoint], Endpoint]:
        """Declare what answers websockets."""

    def middleware(self, kind: str) -> Callable[[Endpoint], Endpoint]:
        """Declare a function around all requests."""

    def add_middleware(self, middleware: Any) -> None:
        """Add a class around all connections."""

    def include_router(self, router: Any, **options: Any) -> None:
        """Take over the operations of a router."""


_name = os.environ[FRAMEWORK_VARIABLE]
_framework: Any = importlib.import_module(_name)

Application: Callable[[], Declares] = getattr(_framework, APPLICATION_CLASSES[_name])
Router: Callable[[], Declares] = _framework.APIRouter
APIKeyHeader: Any = importlib.import_module(f"{_name}.security").APIKeyHeader
Depends: Any = _framework.Depends
EventSourceResponse: Any = importlib.import_module(f"{_name}.sse").EventSourceResponse
Form: Any = _framework.Form
Header: Any = _framework.Header
HTTPException: Any = _framework.HTTPException
Path: Any = _framework.Path
Query: Any = _framework.Query
UploadFile: Any = _framework.UploadFile
WebSocket: Any = _framework.WebSocket
