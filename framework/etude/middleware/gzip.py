"""Compresses answers for clients that take gzip."""

from starlette.middleware.gzip import GZipMiddleware as GZipMiddleware
