"""Middleware, as Starlette has it; each kind stands in a module of its own."""

from starlette.middleware import Middleware as Middleware
