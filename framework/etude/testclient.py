"""The client for tests, as Starlette has it."""

from starlette.testclient import TestClient as TestClient
