"""Threads and context managers: synchronous code made asynchronous."""

from __future__ import annotations

from contextlib import asynccontextmanager as asynccontextmanager

from starlette.concurrency import iterate_in_threadpool as iterate_in_threadpool
from starlette.concurrency import run_in_threadpool as run_in_threadpool
from starlette.concurrency import run_until_first_complete as run_until_first_complete
