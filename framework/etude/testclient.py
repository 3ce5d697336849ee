"""The client for tests, as Starlette has it."""

import sys
from typing import Any

from .exceptions import EtudeError

if sys.platform == "emscripten":  # as in Pyodide

    class TestClient:
        """Stands for the client, which talks to the application in another thread."""

        def __init__(self, *args: Any, **options: Any) -> None:
            raise EtudeError(
                "TestClient needs a thread, and none can start on this platform (emscripten). "
                "Await the answers of a client without one: "
                "httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url='http://test')."
            )

else:
    from starlette.testclient import TestClient as TestClient
